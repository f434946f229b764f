#include <iostream>
using namespace std;

int main() {
    char c;
    cin >> c;
    if (c <= 'm') {
        cout << "first" << endl;
    } else {
        cout << "second" << endl;
    }
    return 0;
}
