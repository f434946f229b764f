#include <iostream>
#include <string>
using namespace std;

int main() {
    string word, last;
    while (cin >> word) if (word.size() > last.size()) last = word;
    cout << last << endl;
    return 0;
}
