#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int position = 0;
    for (char c : s) {
        if (c == 'R') position++;
        else position--;
    }
    cout << position << endl;
    return 0;
}
