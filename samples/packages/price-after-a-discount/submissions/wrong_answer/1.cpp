#include <iostream>
using namespace std;

int main() {
    int p, d;
    cin >> p >> d;
    cout << p * d / 100 << endl;
    return 0;
}
