#include <iostream>
using namespace std;

int main() {
    int h, m;
    cin >> h >> m;
    cout << h * 100 + m << endl;
    return 0;
}
