#include <iostream>
using namespace std;

int main() {
    int full, exchange;
    cin >> full >> exchange;
    cout << full + full / exchange << endl;
    return 0;
}
