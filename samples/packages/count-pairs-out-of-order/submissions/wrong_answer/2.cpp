#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    int count = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n && j < i + 2; j++) {
            if (a[i] > a[j]) count++;
        }
    }
    cout << count << endl;
    return 0;
}
