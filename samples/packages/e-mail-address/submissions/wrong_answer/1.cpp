#include <iostream>
#include <string>
using namespace std;

int main() {
    string user, site;
    cin >> user >> site;
    cout << site << "@" << user << ".com" << endl;
    return 0;
}
