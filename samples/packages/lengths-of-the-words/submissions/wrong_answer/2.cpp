#include <iostream>
#include <string>
using namespace std;

int main() {
    int n, total = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        string word;
        cin >> word;
        total += word.size();
        cout << total << " ";
    }
    cout << endl;
    return 0;
}
