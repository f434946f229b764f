#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    bool equal = true;
    for (int i = 1; i < n; i++) {
        if (a[i] != a[0]) equal = false;
    }
    cout << (equal ? "YES" : "NO") << endl;
    return 0;
}
