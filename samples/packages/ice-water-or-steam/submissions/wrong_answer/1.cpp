#include <iostream>
using namespace std;

int main() {
    int t;
    cin >> t;
    if (t < 0) cout << "ICE" << endl;
    else if (t >= 100) cout << "STEAM" << endl;
    else cout << "WATER" << endl;
    return 0;
}
