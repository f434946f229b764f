#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int sum = 0;
    for (char c : s) sum += c;
    cout << sum << endl;
    return 0;
}
