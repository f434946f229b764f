#include <iostream>
#include <algorithm>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    int best = a[0], count = 0;
    for (int i = 0; i < n; i++) best = max(best, a[i]);
    for (int i = 0; i < n; i++) {
        if (a[i] == best) count++;
    }
    cout << best << endl;
    return 0;
}
