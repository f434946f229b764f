#include <iostream>
using namespace std;

int main() {
    long long a, b;
    cin >> a >> b;
    while (b != 0) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    cout << a << endl;
    return 0;
}
