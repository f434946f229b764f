#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t;
    cin >> s >> t;
    cout << s.size() << endl;
    return 0;
}
