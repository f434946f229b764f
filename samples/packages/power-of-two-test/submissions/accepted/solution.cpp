#include <iostream>
using namespace std;

int main() {
    long long n, p = 1;
    cin >> n;
    while (p < n) p *= 2;
    cout << (p == n ? "YES" : "NO") << endl;
    return 0;
}
