#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    int k;
    cin >> s >> k;
    cout << s[k - 1] << endl;
    return 0;
}
