#include <iostream>
using namespace std;

int main() {
    float a, b, c, d;
    cin >> a >> b >> c >> d;
    float left = a / b, right = c / d;
    if (left < right) cout << "<" << endl;
    else if (left > right) cout << ">" << endl;
    else cout << "=" << endl;
    return 0;
}
