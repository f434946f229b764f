#include <iostream>
using namespace std;

int main() {
    int c;
    cin >> c;
    cout << c * 9 / 5 + 32 << endl;
    return 0;
}
