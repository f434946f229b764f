#include <iostream>
using namespace std;

int main() {
    int n, best;
    cin >> n >> best;
    for (int i = 1; i < n; i++) {
        int x;
        cin >> x;
        if (x < best) best = x;
    }
    cout << best << endl;
    return 0;
}
