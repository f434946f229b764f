#include <iostream>
using namespace std;

int main() {
    int m;
    cin >> m;
    if (m == 2) {
        cout << 28 << endl;
    } else {
        cout << (m % 2 == 1 ? 31 : 30) << endl;
    }
    return 0;
}
