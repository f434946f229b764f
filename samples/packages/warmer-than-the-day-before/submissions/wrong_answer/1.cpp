#include <iostream>
using namespace std;

int main() {
    int n, last, days = 0;
    cin >> n >> last;
    for (int i = 1; i < n; i++) {
        int x;
        cin >> x;
        if (x >= last) days++;
        last = x;
    }
    cout << days << endl;
    return 0;
}
