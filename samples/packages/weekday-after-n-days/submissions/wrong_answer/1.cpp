#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    cin >> n;
    string days[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    cout << days[(n + 6) % 7] << endl;
    return 0;
}
