#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int product = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        product *= x;
    }
    cout << product << endl;
    return 0;
}
