#include <iostream>
using namespace std;

int main() {
    int age;
    cin >> age;
    if (age < 6) cout << 0 << endl;
    if (age < 18) cout << 5 << endl;
    if (age < 65) cout << 10 << endl;
    else cout << 7 << endl;
    return 0;
}
