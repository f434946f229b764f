#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    cout << 4 * n << endl;
    return 0;
}
