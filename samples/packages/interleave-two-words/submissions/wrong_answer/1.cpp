#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, t, answer;
    cin >> s >> t;
    for (size_t i = 0; i < s.size() && i < t.size(); i++) {
        answer += s[i];
        answer += t[i];
    }
    cout << answer << endl;
    return 0;
}
