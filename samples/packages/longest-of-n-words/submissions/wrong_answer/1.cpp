#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    cin >> n;
    string best = "";
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if (s.size() >= best.size()) best = s;
    }
    cout << best << endl;
    return 0;
}
