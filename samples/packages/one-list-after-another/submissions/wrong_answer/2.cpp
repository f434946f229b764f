#include <iostream>
using namespace std;

int main() {
    for (int part = 0; part < 2; part++) {
        int n, x;
        cin >> n;
        cout << n << " ";
        for (int i = 0; i < n; i++) {
            cin >> x;
            cout << x << " ";
        }
    }
    cout << endl;
    return 0;
}
