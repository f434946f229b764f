#include <iostream>
#include <cstdlib>
using namespace std;

int main() {
    char a, b;
    cin >> a >> b;
    cout << abs(a - b) + 1 << endl;
    return 0;
}
