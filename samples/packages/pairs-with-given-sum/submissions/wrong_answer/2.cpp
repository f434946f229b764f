#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n, s, pairs = 0;
    cin >> n >> s;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    sort(a.begin(), a.end());
    int i = 0, j = n - 1;
    while (i < j) {
        if (a[i] + a[j] < s) i++;
        else if (a[i] + a[j] > s) j--;
        else {
            pairs++;
            i++;
            j--;
        }
    }
    cout << pairs << endl;
    return 0;
}
