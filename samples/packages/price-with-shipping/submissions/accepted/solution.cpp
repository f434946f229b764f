#include <iostream>
using namespace std;

int main() {
    int p;
    cin >> p;
    if (p < 50) p += 5;
    cout << p << endl;
    return 0;
}
