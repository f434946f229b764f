#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    int k, x;
    cin >> k >> x;
    a.insert(a.begin() + (k < n ? k : n), x);
    for (int i = 0; i <= n; i++) cout << a[i] << " ";
    cout << endl;
    return 0;
}
