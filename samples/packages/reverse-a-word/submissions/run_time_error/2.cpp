#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    for (int i = s.size(); i >= 0; i--) cout << s.at(i);
    cout << endl;
    return 0;
}
