#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, k;
    cin >> n >> k;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[(i + k % n) % n];
    for (int x : a) cout << x << " ";
    cout << endl;
    return 0;
}
