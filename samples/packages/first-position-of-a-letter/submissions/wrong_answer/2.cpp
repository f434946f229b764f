#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    char letter;
    cin >> s >> letter;
    int place = 0;
    for (int i = 0; i < (int)s.size(); i++) {
        if (s[i] == letter) {
            place = i + 1;
            
        }
    }
    cout << place << endl;
    return 0;
}
