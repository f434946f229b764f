#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    while (n >= 1) {
        cout << n << " ";
        n = n / 2;
    }
    cout << endl;
    return 0;
}
