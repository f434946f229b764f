#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    s[0] = s[0] - 'a' + 'A';
    cout << s << endl;
    return 0;
}
