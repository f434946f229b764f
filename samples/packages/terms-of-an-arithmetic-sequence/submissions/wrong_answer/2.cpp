#include <iostream>
using namespace std;

int main() {
    int a, d, n;
    cin >> a >> d >> n;
    for (int i = 0; i < n; i++) {
        cout << a << " ";
        a = a * d % 1000000;
    }
    cout << endl;
    return 0;
}
