#include <iostream>
using namespace std;

int main() {
    int r, c;
    cin >> r >> c;
    int largest = -1000;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            if (x > largest || j == 0) largest = x;
        }
    }
    cout << largest << endl;
    return 0;
}
