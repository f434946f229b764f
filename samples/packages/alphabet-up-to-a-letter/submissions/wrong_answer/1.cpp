#include <iostream>
using namespace std;

int main() {
    char c;
    cin >> c;
    for (char x = 'a'; x < c; x++) cout << x;
    cout << endl;
    return 0;
}
