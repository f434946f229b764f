#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    if (t[0] == s[s.size() - 1]) cout << "YES" << endl;
    else cout << "NO" << endl;
    return 0;
}
