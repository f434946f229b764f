#include <iostream>
#include <cstdlib>
using namespace std;

int main() {
    int a, b, c;
    cin >> a >> b >> c;
    cout << (b - a) + (c - b) << endl;
    return 0;
}
