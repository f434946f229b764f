#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> kept;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        bool seen = false;
        if (!kept.empty() && kept.back() == x) seen = true;
        if (!seen) kept.push_back(x);
    }
    for (int y : kept) cout << y << " ";
    cout << endl;
    return 0;
}
