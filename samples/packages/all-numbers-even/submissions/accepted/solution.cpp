#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    bool even = true;
    for (int i = 0; i < n; i++) {
        int a;
        cin >> a;
        if (a % 2 != 0) even = false;
    }
    if (even) cout << "YES" << endl;
    else cout << "NO" << endl;
    return 0;
}
