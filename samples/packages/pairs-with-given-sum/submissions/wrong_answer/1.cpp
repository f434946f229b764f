#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, s, pairs = 0;
    cin >> n >> s;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            if (a[i] + a[j] == s) pairs++;
    cout << pairs << endl;
    return 0;
}
