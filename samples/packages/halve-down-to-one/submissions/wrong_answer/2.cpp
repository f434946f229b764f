#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    while (n >= 1) {
        n = n / 2;
        if (n >= 1) cout << n << " ";
    }
    cout << endl;
    return 0;
}
