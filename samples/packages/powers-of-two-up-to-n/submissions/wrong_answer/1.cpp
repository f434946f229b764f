#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    for (int p = 1; p < n; p *= 2) cout << p << " ";
    cout << endl;
    return 0;
}
