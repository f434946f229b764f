#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    cout << 2 * n - 1 << endl;
    return 0;
}
