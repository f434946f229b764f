#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int n, x;
    cin >> n >> x;
    int low = x, high = x;
    for (int i = 1; i < n; i++) {
        cin >> x;
        low = min(low, x);
        high = max(high, x);
    }
    cout << high - low << endl;
    return 0;
}
