#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    char c = 'a' + n - 1;
    cout << c << endl;
    return 0;
}
