#include <iostream>
#include <set>
using namespace std;

int main() {
    int n;
    cin >> n;
    set<int> kept;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        kept.insert(x);
    }
    for (int y : kept) cout << y << " ";
    cout << endl;
    return 0;
}
