#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (size_t i = 0; i < s.size(); i++) s[i] = '*';
    cout << s << endl;
    return 0;
}
