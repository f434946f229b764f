#include <iostream>
using namespace std;

int main() {
    int n, best = 0, second = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x > best) {
            second = best;
            best = x;
        } else if (x < best && x > second) {
            second = x;
        }
    }
    cout << second << endl;
    return 0;
}
