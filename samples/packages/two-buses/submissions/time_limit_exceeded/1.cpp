#include <iostream>
using namespace std;

int main() {
    long long a, b;
    cin >> a >> b;
    long long m = 1;
    while (m % a != 0 || m % b != 0) {
        m++;
    }
    cout << m << endl;
    return 0;
}
