#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    if (s.size() < t.size()) cout << s << endl;
    else cout << t << endl;
    return 0;
}
