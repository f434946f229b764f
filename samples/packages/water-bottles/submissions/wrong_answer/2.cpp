#include <iostream>
using namespace std;

int main() {
    int full, exchange;
    cin >> full >> exchange;
    cout << full + full / (exchange - 1) << endl;
    return 0;
}
