#include <iostream>
#include <string>
#include <algorithm>
using namespace std;

int main() {
    string s;
    char c;
    cin >> s >> c;
    cout << s.count(c) << endl;
    return 0;
}
