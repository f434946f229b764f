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
        else if (!open.empty() && open.back() == c) open.pop_back();
        else good = false;
    }
    cout << (good && open.empty() ? "YES" : "NO") << endl;
    return 0;
}
