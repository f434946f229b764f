#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, open;
    cin >> s;
    bool good = true;
    for (char c : s) {
        if (c == '(') open += ')';
        else if (c == '[') open += ']';
        else if (c == '{') open += '}';
        else {
            if (open.at(open.size() - 1) != c) good = false;
            open.pop_back();
        }
    }
    cout << (good && open.empty() ? "YES" : "NO") << endl;
    return 0;
}
