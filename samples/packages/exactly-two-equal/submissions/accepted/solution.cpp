#include <iostream>
using namespace std;

int main() {
    int a, b, c;
    cin >> a >> b >> c;
    int equal = (a == b) + (b == c) + (a == c);
    if (equal == 1) cout << "YES" << endl;
    else cout << "NO" << endl;
    return 0;
}
