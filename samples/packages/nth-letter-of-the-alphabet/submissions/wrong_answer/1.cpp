#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    char c = 'a' + n;
    cout << c << endl;
    return 0;
}
