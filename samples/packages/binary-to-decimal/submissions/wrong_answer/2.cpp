#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int n = 0;
    for (char c : s) n = n * 2 + c;
    cout << n << endl;
    return 0;
}
