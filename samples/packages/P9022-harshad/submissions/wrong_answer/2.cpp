#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int sum = 0;
    for (int m = n; m > 0; m /= 10) {
        sum += m % 10;
    }
    cout << (sum % n == 0 ? "Yes" : "No") << endl;
    return 0;
}
