#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int total_a = 0, total_b = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        total_a += x;
    }
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        total_b = x;
    }
    if (total_a > total_b) cout << "A" << endl;
    else if (total_b > total_a) cout << "B" << endl;
    else cout << "DRAW" << endl;
    return 0;
}
