#include <iostream>
#include <string>
using namespace std;

int main() {
    string name;
    int age;
    cin >> name >> age;
    cout << name << " is " << age << " years old." << endl;
    return 0;
}
