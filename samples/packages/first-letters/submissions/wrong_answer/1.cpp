#include <iostream>
using namespace std;

int main() {
    string word;
    if (cin >> word) {
        cout << word[0];
    }
    cout << endl;
    return 0;
}
