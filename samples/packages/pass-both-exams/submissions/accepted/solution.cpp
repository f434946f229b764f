#include <iostream>
using namespace std;

int main() {
    int a, b;
    cin >> a >> b;
    if (a >= 50 && b >= 50) {
        cout << "PASS" << endl;
    } else {
        cout << "FAIL" << endl;
    }
    return 0;
}
