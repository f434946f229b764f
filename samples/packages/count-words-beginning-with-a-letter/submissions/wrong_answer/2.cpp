#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    char letter;
    cin >> n;
    vector<string> words(n);
    for (string &word : words) cin >> word;
    cin >> letter;
    int count = 0;
    for (string word : words) {
        if (word.back() == letter) count++;
    }
    cout << count << endl;
    return 0;
}
