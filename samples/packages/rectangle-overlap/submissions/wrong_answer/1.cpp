#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    long long ax1, ay1, ax2, ay2, bx1, by1, bx2, by2;
    cin >> ax1 >> ay1 >> ax2 >> ay2 >> bx1 >> by1 >> bx2 >> by2;
    long long width = min(ax2, bx2) - max(ax1, bx1);
    long long height = min(ay2, by2) - max(ay1, by1);
    cout << max(width * height, 0LL) << endl;
    return 0;
}
