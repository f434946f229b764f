#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    if (n % 2 != 0) {
        cout << "HEADS" << endl;
    } else {
        cout << "TAILS" << endl;
    }
    return 0;
}
