#include <iostream>
using namespace std;

int main() {
    int h, m;
    cin >> h >> m;
    cout << 60(h) + m << endl;
    return 0;
}
