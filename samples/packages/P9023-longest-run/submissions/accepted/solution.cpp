#include <iostream>
using namespace std;

int main() {
    string s;
    cin >> s;
    int best = 1, run = 1;
    for (int i = 1; i < (int)s.size(); i++) {
        if (s[i] == s[i - 1]) {
            run++;
        } else {
            run = 1;
        }
        if (run > best) best = run;
    }
    cout << best << endl;
    return 0;
}
