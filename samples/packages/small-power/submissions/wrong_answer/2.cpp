#include <iostream>
using namespace std;

int main() {
    long long a, result = 1;
    int b;
    cin >> a >> b;
    for (int i = 0; i < b; i++) {
        result *= a;
    }
    cout << a * b << endl;
    return 0;
}
