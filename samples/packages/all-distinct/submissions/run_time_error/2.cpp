#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<bool> seen(1000000);
    bool distinct = true;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (seen.at(x)) distinct = false;
        seen.at(x) = true;
    }
    cout << (distinct ? "YES" : "NO") << endl;
    return 0;
}
