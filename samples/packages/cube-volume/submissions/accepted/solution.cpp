#include <iostream>
using namespace std;

int main() {
    long long n;
    cin >> n;
    cout << n * n * n << endl;
    return 0;
}
