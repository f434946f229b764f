#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    bool ordered = true;
    for (size_t i = 1; i < s.size(); i++) {
        if (s[i] < s[0]) ordered = false;
    }
    cout << (ordered ? "YES" : "NO") << endl;
    return 0;
}
