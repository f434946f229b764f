#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    cout << sign(n) << endl;
    return 0;
}
