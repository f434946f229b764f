#include <iostream>
using namespace std;

int main() {
    string first, second;
    cin >> first >> second;
    cout << second << ", " << first << endl;
    return 0;
}
