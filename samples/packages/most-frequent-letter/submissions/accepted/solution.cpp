#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int count[26] = {};
    for (char c : s) count[c - 'a']++;
    int best = 0;
    for (int i = 1; i < 26; i++)
        if (count[i] > count[best]) best = i;
    cout << char('a' + best) << endl;
    return 0;
}
