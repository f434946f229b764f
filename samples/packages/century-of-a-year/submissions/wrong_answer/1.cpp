#include <iostream>
using namespace std;

int main() {
    int y;
    cin >> y;
    cout << y / 100 + 1 << endl;
    return 0;
}
