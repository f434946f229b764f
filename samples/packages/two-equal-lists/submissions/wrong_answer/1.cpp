#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n; i++) cin >> b[i];
    bool equal = false;
    for (int i = 0; i < n; i++) {
        if (a[i] == b[i]) equal = true;
    }
    cout << (equal ? "YES" : "NO") << endl;
    return 0;
}
