#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int largest = 0;
    while (n > 9) {
        if (n % 10 > largest) largest = n % 10;
        n /= 10;
    }
    cout << largest << endl;
    return 0;
}
