#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];

    int best = 0;
    for (int i = 1; i < n; i++) {
        if (a[i] < a[best]) best = i;
    }
    cout << best + 1 << endl;
    return 0;
}
