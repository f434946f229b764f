#include <iostream>
#include <cstdlib>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    int largest = 0;
    for (int i = 1; i < n; i++) {
        int change = abs(a[i] - a[i - 1]);
        if (change > largest) largest = change;
    }
    cout << largest << endl;
    return 0;
}
