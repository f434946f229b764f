#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    cout << s[s.size() - 1] << s[s.size() - 2] << s[s.size() - 3] << endl;
    return 0;
}
