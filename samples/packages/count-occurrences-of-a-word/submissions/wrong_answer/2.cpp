#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    int count = 0;
    for (size_t i = 0; i < s.size(); i++) {
        if (s[i] == t[0]) count++;
    }
    cout << count << endl;
    return 0;
}
