#include <iostream>
#include <vector>
using namespace std;

int main() {
    int m;
    cin >> m;
    vector<int> days = {31, 30, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    cout << days.at(m - 1) << endl;
    return 0;
}
