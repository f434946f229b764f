#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    char letter;
    cin >> s >> letter;
    for (char c : s) {
        if (c == letter) cout << c;
    }
    cout << endl;
    return 0;
}
