#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (char c : s) {
        if (c == 'z') cout << 'a';
        else cout << c + 1;
    }
    cout << endl;
    return 0;
}
