#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int n, low = 2000000, profit = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int price;
        cin >> price;
        low = min(low, price);
        profit = max(profit, price - low);
    }
    cout << profit << endl;
    return 0;
}
