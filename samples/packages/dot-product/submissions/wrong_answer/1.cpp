#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n; i++) cin >> b[i];
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += a.at(i) + b.at(i);
    }
    cout << sum << endl;
    return 0;
}
