#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    string day = s.substr(0, 2);
    string month = s.substr(3, 2);
    string year = s.substr(6, 4);
    cout << year << "-" << day << "-" << month << endl;
    return 0;
}
