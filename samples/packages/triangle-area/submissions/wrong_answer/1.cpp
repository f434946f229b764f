#include <iostream>
using namespace std;

int main() {
    int b, h;
    cin >> b >> h;
    cout << b * h << endl;
    return 0;
}
