#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    cout << s[s.size() - 1] << s[0] << endl;
    return 0;
}
