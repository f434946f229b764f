#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int c = 'a' + n - 1;
    cout << c << endl;
    return 0;
}
