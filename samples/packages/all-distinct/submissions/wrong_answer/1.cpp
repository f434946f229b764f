#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    bool distinct = true;
    for (int i = 0; i + 1 < n; i++)
        if (a[i] == a[i + 1]) distinct = false;
    cout << (distinct ? "YES" : "NO") << endl;
    return 0;
}
