#include <iostream>
using namespace std;

int main() {
    int n, x;
    cin >> n >> x;
    int position = -1;
    for (int i = 1; i <= n; i++) {
        int a;
        cin >> a;
        if (a == x) position = i;
    }
    cout << position << endl;
    return 0;
}
