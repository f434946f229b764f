#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    cout << s.substr(s.size() - 3) << endl;
    return 0;
}
