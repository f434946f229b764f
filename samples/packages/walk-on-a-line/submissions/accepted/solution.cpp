#include <iostream>
#include <cstdlib>
using namespace std;

int main() {
    int a, b, c;
    cin >> a >> b >> c;
    cout << abs(a - b) + abs(b - c) << endl;
    return 0;
}
