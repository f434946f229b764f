#include <iostream>
#include <string>
using namespace std;

int main() {
    string user, site;
    cin >> user >> site;
    cout << user << "@" << site << endl;
    return 0;
}
