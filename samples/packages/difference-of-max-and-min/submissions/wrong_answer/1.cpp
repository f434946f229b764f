#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int n, low = 0, high = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        low = min(low, x);
        high = max(high, x);
    }
    cout << high - low << endl;
    return 0;
}
