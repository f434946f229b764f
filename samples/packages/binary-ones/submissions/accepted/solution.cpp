#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int ones = 0;
    while (n > 0) {
        if (n % 2 == 1) ones++;
        n /= 2;
    }
    cout << ones << endl;
    return 0;
}
