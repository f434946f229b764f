#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int n, best = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        best = max(best, x);
        cout << best << " ";
    }
    cout << endl;
    return 0;
}
