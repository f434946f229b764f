#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    bool digits = true;
    for (char c : s) {
        digits = (c >= '0' && c <= '9');
    }
    cout << (digits ? "YES" : "NO") << endl;
    return 0;
}
