#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, answer;
    cin >> s;
    for (char c : s)
        if (c != 'a' && c != 'e' && c != 'i' && c != 'o' && c != 'u') answer += c;
    cout << answer << endl;
    return 0;
}
