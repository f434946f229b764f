#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    char x;
    cin >> s >> x;
    bool found = false;
    for (char c : s) {
        if (c == x) found = true;
    }
    cout << (found ? "YES" : "NO") << endl;
    return 0;
}
