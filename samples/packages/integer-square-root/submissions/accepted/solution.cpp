#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int k = 0;
    while ((k + 1) * (k + 1) <= n) k++;
    cout << k << endl;
    return 0;
}
