#include <iostream>
using namespace std;

int main() {
    int a, b;
    cin >> a >> b;
    cout << 1.0 * a / b << " " << a % b << endl;
    return 0;
}
