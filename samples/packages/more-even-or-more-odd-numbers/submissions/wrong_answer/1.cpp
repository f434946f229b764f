#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int even = 0, odd = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x % 2 == 0) even++;
        else odd++;
    }
    if (even >= odd) cout << "EVEN" << endl;
    else if (odd > even) cout << "ODD" << endl;
    else cout << "EQUAL" << endl;
    return 0;
}
