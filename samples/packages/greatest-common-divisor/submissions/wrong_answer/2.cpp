#include <iostream>
using namespace std;

int main() {
    long long a, b, best = 1;
    cin >> a >> b;
    for (int d = 2; d < 10; d++)
        if (a % d == 0 && b % d == 0) best = d;
    cout << best << endl;
    return 0;
}
