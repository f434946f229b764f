#include <iostream>
using namespace std;

int main() {
    int people, seats;
    cin >> people >> seats;
    cout << people / seats << endl;
    return 0;
}
