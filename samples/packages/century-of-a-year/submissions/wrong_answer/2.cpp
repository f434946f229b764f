#include <iostream>
using namespace std;

int main() {
    int y;
    cin >> y;
    cout << y / 100 << endl;
    return 0;
}
