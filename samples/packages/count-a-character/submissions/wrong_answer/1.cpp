#include <iostream>
#include <string>
#include <algorithm>
using namespace std;

int main() {
    string s;
    char c;
    cin >> s >> c;
    cout << (s.find(c) != string::npos ? 1 : 0) << endl;
    return 0;
}
