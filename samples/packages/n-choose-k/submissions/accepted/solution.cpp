#include <iostream>
using namespace std;

int main() {
    int n, k;
    cin >> n >> k;
    long long ways = 1;
    for (int i = 1; i <= k; i++) {
        ways = ways * (n - k + i) / i;
    }
    cout << ways << endl;
    return 0;
}
