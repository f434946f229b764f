#include <iostream>
using namespace std;

int main() {
    int a, c;
    cin >> a >> c;
    cout << (a + c) * 8 << endl;
    return 0;
}
