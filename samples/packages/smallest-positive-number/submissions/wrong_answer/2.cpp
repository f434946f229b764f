#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int best = 1001;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x < best) best = x;
    }
    cout << best << endl;
    return 0;
}
