#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    for (i = n; i >= 1; i--) cout << i << endl;
    return 0;
}
