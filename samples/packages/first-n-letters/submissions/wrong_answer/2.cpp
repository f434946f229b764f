#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    int n;
    cin >> s >> n;
    for (int i = 1; i < n; i++) cout << s[i];
    cout << endl;
    return 0;
}
