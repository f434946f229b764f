#include <iostream>
using namespace std;

int main() {
    int r, c;
    cin >> r >> c;
    vector<int> sums(r);
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            sums[i] += x;
        }
    }
    for (int sum : sums) cout << sum << endl;
    return 0;
}
