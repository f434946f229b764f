#include <iostream>
using namespace std;

int main() {
    int p, r, t;
    cin >> p >> r >> t;
    cout << p + p * r * t / 100 << endl;
    return 0;
}
