#include <iostream>
using namespace std;

int main() {
    int n, best = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x < best) best = x;
    }
    cout << best << endl;
    return 0;
}
