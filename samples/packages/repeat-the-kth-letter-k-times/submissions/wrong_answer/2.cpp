#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (int i = 0; i < (int)s.size(); i++) {
        for (int j = 0; j < 2; j++) cout << s[i];
    }
    cout << endl;
    return 0;
}
