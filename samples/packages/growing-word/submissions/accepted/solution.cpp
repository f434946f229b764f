#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (size_t i = 1; i <= s.size(); i++) cout << s.substr(0, i) << endl;
    return 0;
}
