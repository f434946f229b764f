#include <iostream>
using namespace std;

int main() {
    long long n;
    int steps = 0;
    cin >> n;
    while (n != 1) {
        if (n % 2 == 0) n /= 2;
        else n = 3n + 1;
        steps++;
    }
    cout << steps << endl;
    return 0;
}
