#include <iostream>
using namespace std;

int main() {
    string s;
    cin >> s;
    cout << s.length() - 1 << endl;
    return 0;
}
