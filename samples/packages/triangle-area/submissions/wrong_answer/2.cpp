#include <iostream>
using namespace std;

int main() {
    int b, h;
    cin >> b >> h;
    cout << 1 / 2 * b * h << endl;
    return 0;
}
