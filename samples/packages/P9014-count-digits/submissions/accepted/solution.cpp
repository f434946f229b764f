#include <iostream>
using namespace std;

int main() {
    long long n;
    cin >> n;
    int digits = 1;
    while (n >= 10) {
        n /= 10;
        digits++;
    }
    cout << digits << endl;
    return 0;
}
