#include <iostream>
#include <string>
using namespace std;

int main() {
    long long n;
    cin >> n;
    string digits;
    while (n > 0) {
        digits = char('0' + n % 2) + digits;
        n /= 2;
    }
    cout << digits << endl;
    return 0;
}
