#include <iostream>
#include <string>
using namespace std;

int main() {
    string line;
    cin >> line;
    int count = 0;
    for (char c : line) {
        if (c == ' ') count++;
    }
    cout << count << endl;
    return 0;
}
