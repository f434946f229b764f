#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    bool digits = false;
    for (char c : s) {
        if (c >= '0' && c <= '9') digits = true;
    }
    cout << (digits ? "YES" : "NO") << endl;
    return 0;
}
