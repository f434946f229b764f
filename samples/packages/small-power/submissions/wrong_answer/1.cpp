#include <iostream>
using namespace std;

int main() {
    int a, result = 1;
    int b;
    cin >> a >> b;
    for (int i = 0; i < b; i++) {
        result *= a;
    }
    cout << result << endl;
    return 0;
}
