#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int ones = 0;
    while (n > 0) {
        ones++;
        n /= 2;
    }
    cout << ones << endl;
    return 0;
}
