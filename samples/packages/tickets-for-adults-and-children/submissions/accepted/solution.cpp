#include <iostream>
using namespace std;

int main() {
    int a, c;
    cin >> a >> c;
    cout << a * 8 + c * 5 << endl;
    return 0;
}
