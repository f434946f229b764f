#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int coins = 0;
    coins += n / 25;
    n %= 25;
    coins += n / 10;
    n %= 10;
    coins += n;
    cout << coins << endl;
    return 0;
}
