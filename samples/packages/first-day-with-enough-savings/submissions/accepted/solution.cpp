#include <iostream>
using namespace std;

int main() {
    int n, s;
    cin >> n >> s;
    int total = 0, day = 0;
    while (total < s) {
        int a;
        cin >> a;
        total += a;
        day++;
    }
    cout << day << endl;
    return 0;
}
