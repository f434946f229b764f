#include <iostream>
#include <string>
#include <set>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    set<char> a(s.begin(), s.end());
    set<char> b(t.begin(), t.end());
    cout << (a == b ? "YES" : "NO") << endl;
    return 0;
}
