#include <iostream>
using namespace std;

int main() {
    int p;
    cin >> p;
    p += 5;
    cout << p << endl;
    return 0;
}
