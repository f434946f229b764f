#include <iostream>
using namespace std;

int main() {
    long long n;
    cin >> n;
    int count = 0;
    for (long long i = 1; i * i <= n; i++) {
        if (n % i == 0) {
            count++;
            count++;
        }
    }
    cout << count << endl;
    return 0;
}
