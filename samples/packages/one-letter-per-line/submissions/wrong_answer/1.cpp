#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (int c : s) cout << c << endl;
    return 0;
}
