#include <iostream>
using namespace std;

int main() {
    int a, b;
    char c;
    cin >> a >> c >> b;
    if (c == '+') cout << a + b << endl;
    else if (c == '-') cout << b - a << endl;
    else cout << a * b << endl;
    return 0;
}
