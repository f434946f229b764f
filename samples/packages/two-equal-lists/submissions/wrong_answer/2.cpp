#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n; i++) cin >> b[i];
    bool equal = true;
    for (int i = 0; i < n; i++) {
        equal = (a[i] == b[i]);
    }
    cout << (equal ? "YES" : "NO") << endl;
    return 0;
}
