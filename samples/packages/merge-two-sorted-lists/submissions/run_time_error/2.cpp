#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, m;
    cin >> n >> m;
    vector<int> a(n), b(m);
    for (int &x : a) cin >> x;
    for (int &x : b) cin >> x;
    int i = 0, j = 0;
    for (int k = 0; k < n + m; k++) {
        if (a.at(i) <= b.at(j)) cout << a.at(i++) << " ";
        else cout << b.at(j++) << " ";
    }
    cout << endl;
    return 0;
}
