#include <iostream>
using namespace std;

int main() {
    long long n, k;
    cin >> n >> k;
    long long rest = n % k;
    if (2 * rest <= k) cout << n - rest << endl;
    else cout << n - rest + k << endl;
    return 0;
}
