#include <iostream>
using namespace std;

int main() {
    int a, b;
    cin >> a >> b;
    int sum = 0;
    for (int i = 1; i <= b; i++) sum += i;
    cout << sum << endl;
    return 0;
}
