#include <iostream>
using namespace std;

int main() {
    int a, b;
    cin >> a >> b;
    if (b != 0 && a % b == 0) {
        cout << "YES" << endl;
    } else {
        cout << "No" << endl;
    }
    return 0;
}
