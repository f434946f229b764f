#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n, profit = 0;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 0; i + 1 < n; i++) profit = max(profit, a[i + 1] - a[i]);
    cout << profit << endl;
    return 0;
}
