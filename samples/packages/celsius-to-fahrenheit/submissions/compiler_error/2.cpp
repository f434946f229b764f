#include <iostream>
using namespace std;

int main() {
    int c;
    cin >> c;
    int f = c * 9 / 5 + 32;
    cout << fahrenheit << endl;
    return 0;
}
