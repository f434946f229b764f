#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (char &c : s) c = c + 1;
    cout << s << endl;
    return 0;
}
