#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    if (t[t.size() - 1] == s[s.size() - 1]) cout << "YES" << endl;
    else cout << "NO" << endl;
    return 0;
}
