#include <iostream>
#include <map>
using namespace std;

int main() {
    int n, s;
    cin >> n >> s;
    map<int, int> seen;
    long long pairs = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        auto partner = seen.find(s - x);
        if (partner != seen.end()) pairs += partner->second;
        seen[x]++;
    }
    cout << pairs << endl;
    return 0;
}
