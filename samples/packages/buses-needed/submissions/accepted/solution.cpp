#include <iostream>
using namespace std;

int main() {
    int people, seats;
    cin >> people >> seats;
    cout << (people + seats - 1) / seats << endl;
    return 0;
}
