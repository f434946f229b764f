#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int best = *max_element(a.begin(), a.end());
    int second = *min_element(a.begin(), a.end());
    for (int x : a)
        if (x < best && x > second) second = x;
    cout << second << endl;
    return 0;
}
