#include <iostream>
using namespace std;

int main() {
    int r, c;
    cin >> r >> c;
    int number = 1;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            cout << number << " ";
            number++;
        }
        cout << endl;
    }
    return 0;
}
