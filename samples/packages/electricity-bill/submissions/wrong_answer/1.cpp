#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    if (n <= 100) {
        cout << n * 2 << endl;
    } else {
        cout << n * 3 << endl;
    }
    return 0;
}
