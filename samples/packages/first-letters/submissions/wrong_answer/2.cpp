#include <iostream>
using namespace std;

int main() {
    string word;
    while (cin >> word) {
        cout << word.back();
    }
    cout << endl;
    return 0;
}
