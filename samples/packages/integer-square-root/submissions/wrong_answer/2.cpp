#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int k = 0;
    while (k * k <= n) k++;
    cout << k << endl;
    return 0;
}
