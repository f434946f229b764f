#include <iostream>
#include <algorithm>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    string t = s;
    cout << s + t << endl;
    return 0;
}
