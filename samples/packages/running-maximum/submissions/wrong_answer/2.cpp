#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    cout << a[0];
    for (int i = 1; i < n; i++) cout << " " << max(a[i - 1], a[i]);
    cout << endl;
    return 0;
}
