#include <iostream>
using namespace std;

int main() {
    int p, d;
    cin >> p >> d;
    cout << p - d << endl;
    return 0;
}
