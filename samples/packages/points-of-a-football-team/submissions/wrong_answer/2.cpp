#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int points = 0;
    for (char c : s) {
        if (c == 'W') points += 3;
        if (c == 'L') points += 1;
    }
    cout << points << endl;
    return 0;
}
