#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int missing = n;
    for (int i = 1; i < n; i++) {
        int a;
        cin >> a;
        if (a != i && missing == n) missing = i;
    }
    cout << missing << endl;
    return 0;
}
