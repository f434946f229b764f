#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    char x, y;
    cin >> s >> x >> y;
    for (char c : s) {
        if (c == x) c = y;
    }
    cout << s << endl;
    return 0;
}
