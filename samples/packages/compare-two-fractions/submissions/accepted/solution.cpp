#include <iostream>
using namespace std;

int main() {
    long long a, b, c, d;
    cin >> a >> b >> c >> d;
    long long left = a * d, right = c * b;
    if (left < right) cout << "<" << endl;
    else if (left > right) cout << ">" << endl;
    else cout << "=" << endl;
    return 0;
}
