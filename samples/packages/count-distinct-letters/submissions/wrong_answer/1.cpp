#include <iostream>
#include <set>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    set<char> letters;
    for (char c : s) letters.insert(c);
    cout << s.size() << endl;
    return 0;
}
