#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int r, c, best = -1000;
    cin >> r >> c;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            best = max(best, x);
        }
        cout << best << endl;
    }
    return 0;
}
