#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    bool square = false;
    for (int i = 0; i * i <= n; i++) {
        if (i * i == n) square = true;
    }
    cout << (square ? "YES" : "NO") << endl;
    return 0;
}
