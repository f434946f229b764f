#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    sort(a.begin(), a.end());
    int best = a[1] - a[0];
    for (int i = 1; i < n; i++) best = a[1] - a[0];
    cout << best << endl;
    return 0;
}
