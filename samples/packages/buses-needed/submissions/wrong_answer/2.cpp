#include <iostream>
using namespace std;

int main() {
    int people, seats;
    cin >> people >> seats;
    cout << people / seats + 1 << endl;
    return 0;
}
