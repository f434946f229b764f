#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    for (int p = 2; p <= n; p *= 2) cout << p << " ";
    cout << endl;
    return 0;
}
