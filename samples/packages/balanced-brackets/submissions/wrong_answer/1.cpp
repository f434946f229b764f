#include <iostream>
#include <string>
#include <algorithm>
using namespace std;

int main() {
    string s;
    cin >> s;
    auto number = [&](char c) { return count(s.begin(), s.end(), c); };
    bool good = number('(') == number(')') && number('[') == number(']') && number('{') == number('}');
    cout << (good ? "YES" : "NO") << endl;
    return 0;
}
