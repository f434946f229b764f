#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    char best = 'a';
    for (char c : s) {
        best = c;
    }
    cout << best << endl;
    return 0;
}
