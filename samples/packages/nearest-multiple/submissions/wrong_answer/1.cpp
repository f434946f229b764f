#include <iostream>
using namespace std;

int main() {
    long long n, k;
    cin >> n >> k;
    cout << n / k * k << endl;
    return 0;
}
