#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, answer;
    cin >> s;
    for (size_t i = 0; i < s.size();) {
        size_t j = i;
        while (j < s.size() && s[j] == s[i]) j++;
        answer += s[i];
        answer += char('0' + (j - i));
        i = j;
    }
    cout << answer << endl;
    return 0;
}
