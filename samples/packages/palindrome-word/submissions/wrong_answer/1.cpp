#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    cout << (s.front() == s.back() ? "YES" : "NO") << endl;
    return 0;
}
