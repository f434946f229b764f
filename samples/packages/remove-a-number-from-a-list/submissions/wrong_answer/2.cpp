#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, x;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cin >> x;
    for (int value : a) {
        if (value > x) cout << value << " ";
    }
    cout << endl;
    return 0;
}
