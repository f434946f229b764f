#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, x;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cin >> x;
    int place = 0;
    for (int i = 0; i < n; i++) {
        if (a[i] == x) place = i;
    }
    cout << place << endl;
    return 0;
}
