#include <iostream>
#include <string>
using namespace std;

int main() {
    string word, last;
    while (cin >> word) last = word;
    cout << last << endl;
    return 0;
}
