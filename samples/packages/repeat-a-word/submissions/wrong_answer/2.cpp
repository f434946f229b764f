#include <iostream>
using namespace std;

int main() {
    string s;
    int n;
    cin >> s >> n;
    for (int i = 0; i < n; i++) {
        cout << s << " ";
    }
    cout << endl;
    return 0;
}
