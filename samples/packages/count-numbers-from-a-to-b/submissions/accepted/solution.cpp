#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, a, b;
    cin >> n;
    vector<int> list(n);
    for (int i = 0; i < n; i++) cin >> list[i];
    cin >> a >> b;
    int count = 0;
    for (int x : list) {
        if (x >= a && x <= b) count++;
    }
    cout << count << endl;
    return 0;
}
