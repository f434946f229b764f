#include <iostream>
using namespace std;

int main() {
    int h;
    cin >> h;
    cout << 5 + (h - 1) * 2 << endl;
    return 0;
}
