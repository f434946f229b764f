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
        if (s > best) best = s;
    }
    cout << best << endl;
    return 0;
}
