#include <iostream>
#include <string>
using namespace std;

int main() {
    int n, k;
    cin >> n >> k;
    int count = 0;
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if ((int)s.size() >= k) count++;
    }
    cout << count << endl;
    return 0;
}
