#include <iostream>
using namespace std;

int main() {
    int hour, later;
    cin >> hour >> later;
    cout << (hour + later) % 12 << endl;
    return 0;
}
