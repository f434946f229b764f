#include <iostream>
using namespace std;

int main() {
    int n, p, m;
    cin >> n >> p >> m;
    cout << m - n * p << endl;
    return 0;
}
