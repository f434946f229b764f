#include <iostream>
using namespace std;

int main() {
    int h;
    cin >> h;
    cout << 5 * h << endl;
    return 0;
}
