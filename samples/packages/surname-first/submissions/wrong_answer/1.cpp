#include <iostream>
using namespace std;

int main() {
    string first, second;
    cin >> first >> second;
    cout << first << ", " << second << endl;
    return 0;
}
