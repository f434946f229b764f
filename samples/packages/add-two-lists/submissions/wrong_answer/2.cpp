#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        cout << a[n - 1 - i] + x << " ";
    }
    cout << endl;
    return 0;
}
