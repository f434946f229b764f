#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int n = s.size();
    bool same = true;
    for (int i = 0; i < n; i++)
        if (s.at(i) != s.at(n - i)) same = false;
    cout << (same ? "YES" : "NO") << endl;
    return 0;
}
