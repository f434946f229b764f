#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    if (s[0] == t[0]) cout << "YES" << endl;
    else cout << "NO" << endl;
    return 0;
}
