#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t, answer;
    cin >> s >> t;
    for (size_t i = 0; i < s.size() || i < t.size(); i++) {
        if (i < s.size()) answer += s[i];
        if (i < t.size()) answer += t[i];
    }
    cout << answer << endl;
    return 0;
}
