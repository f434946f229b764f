#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int vowels = 0, others = 0;
    for (char c : s) {
        if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') vowels++;
        else others++;
    }
    cout << (vowels >= others ? "YES" : "NO") << endl;
    return 0;
}
