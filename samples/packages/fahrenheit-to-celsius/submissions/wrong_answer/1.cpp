#include <iostream>
using namespace std;

int main() {
    int f;
    cin >> f;
    cout << (f - 32) * (5 / 9) << endl;
    return 0;
}
