#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    char x;
    cin >> s >> x;
    bool found = false;
    for (char c : s) {
        found = c == x;
    }
    cout << (found ? "YES" : "NO") << endl;
    return 0;
}
