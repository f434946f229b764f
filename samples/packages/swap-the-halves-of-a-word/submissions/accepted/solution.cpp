#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int half = s.size() / 2;
    cout << s.substr(half) + s.substr(0, half) << endl;
    return 0;
}
