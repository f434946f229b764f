#include <iostream>
using namespace std;

int main() {
    int k, n;
    cin >> k >> n;
    for (int i = k; i <= n; i += k) {
        cout << i << " ";
    }
    cout << endl;
    return 0;
}
