#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    cin >> n;
    for (int i = 0; i < n - 1; i++) {
        string word;
        cin >> word;
        cout << word.size() << " ";
    }
    cout << endl;
    return 0;
}
