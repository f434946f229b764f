#include <iostream>
using namespace std;

int main() {
    long long n;
    cin >> n;
    do {
        cout << n % 2;
        n /= 2;
    } while (n > 0);
    cout << endl;
    return 0;
}
