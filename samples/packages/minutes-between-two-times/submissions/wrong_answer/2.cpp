#include <iostream>
using namespace std;

int main() {
    int h1, m1, h2, m2;
    cin >> h1 >> m1 >> h2 >> m2;
    cout << (h2 * 100 + m2) - (h1 * 100 + m1) << endl;
    return 0;
}
