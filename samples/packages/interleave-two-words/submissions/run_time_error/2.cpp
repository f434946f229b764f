#include <iostream>
#include <string>
#include <algorithm>
using namespace std;

int main() {
    string s, t, answer;
    cin >> s >> t;
    size_t n = max(s.size(), t.size());
    for (size_t i = 0; i < n; i++) {
        answer += s.at(i);
        answer += t.at(i);
    }
    cout << answer << endl;
    return 0;
}
