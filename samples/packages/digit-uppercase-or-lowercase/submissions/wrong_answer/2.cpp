#include <iostream>
using namespace std;

int main() {
    char c;
    cin >> c;
    if (c >= '0' && c <= '9') cout << "digit" << endl;
    else if (c >= 'a' && c <= 'z') cout << "uppercase" << endl;
    else cout << "lowercase" << endl;
    return 0;
}
