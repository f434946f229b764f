#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<string> words(n);
    for (string &word : words) cin >> word;
    for (int i = n - 1; i >= 0; i--) cout << words[i] << " ";
    cout << endl;
    return 0;
}
