#include <iostream>
using namespace std;

int main() {
    int full, exchange;
    cin >> full >> exchange;
    cout << full + (full - 1) / (exchange - 1) << endl;
    return 0;
}
