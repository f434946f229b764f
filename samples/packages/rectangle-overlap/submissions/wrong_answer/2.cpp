#include <iostream>
#include <algorithm>
using namespace std;

int main() {
    int ax1, ay1, ax2, ay2, bx1, by1, bx2, by2;
    cin >> ax1 >> ay1 >> ax2 >> ay2 >> bx1 >> by1 >> bx2 >> by2;
    unsigned width = max(min(ax2, bx2) - max(ax1, bx1), 0);
    unsigned height = max(min(ay2, by2) - max(ay1, by1), 0);
    cout << width * height << endl;
    return 0;
}
