#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    int k;
    cin >> s >> k;
    cout << s[s.size() - k] << endl;
    return 0;
}
