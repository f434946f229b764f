#include <iostream>
#include <string>
using namespace std;

int main() {
    long long n;
    cin >> n;
    string digits;
    do {
        digits = char('0' + n % 2) + digits;
        n /= 2;
    } while (n > 0);
    cout << digits << endl;
    return 0;
}
