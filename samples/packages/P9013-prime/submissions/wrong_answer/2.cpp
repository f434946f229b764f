#include <iostream>
using namespace std;

int main() {
    long long n;
    cin >> n;
    bool prime = n > 1;
    for (long long i = 2; i * i < n; i++) {
        if (n % i == 0) {
            prime = false;
            break;
        }
    }
    cout << (prime ? "Yes" : "No") << endl;
    return 0;
}
