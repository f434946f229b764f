#include <iostream>
using namespace std;

int main() {
    int b, h;
    cin >> b >> h;
    cout << b * h / 2 << endl;
    return 0;
}
