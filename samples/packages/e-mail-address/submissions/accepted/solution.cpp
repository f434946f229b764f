#include <iostream>
#include <string>
using namespace std;

int main() {
    string user, site;
    cin >> user >> site;
    cout << user << "@" << site << ".com" << endl;
    return 0;
}
