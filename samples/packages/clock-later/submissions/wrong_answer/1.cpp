#include <iostream>
using namespace std;

int main() {
    int hour, later;
    cin >> hour >> later;
    cout << hour + later << endl;
    return 0;
}
