#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int length = 1;
    for (size_t i = 1; i < s.size(); i++) {
        if (s[i] == s[i - 1]) length++;
        else {
            cout << s[i - 1] << length;
            length = 1;
        }
    }
    cout << endl;
    return 0;
}
