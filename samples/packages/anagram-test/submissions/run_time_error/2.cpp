#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    int balance[128] = {};
    for (size_t i = 0; i < s.size(); i++) {
        balance[(int)s.at(i)]++;
        balance[(int)t.at(i)]--;
    }
    bool same = true;
    for (int b : balance)
        if (b != 0) same = false;
    cout << (same ? "YES" : "NO") << endl;
    return 0;
}
