"""Right programs as contestants and models write them: macros, templates, much of the library.

Bodies without includes, by the slug of the sample problem they solve. They cost the optimiser what
longer answers cost, which the samples' own short references do not.
"""

PREFIX_SUMS = r"""
#define all(x) (x).begin(), (x).end()
using namespace std;
typedef long long ll;
template <typename T> struct Fenwick {
    vector<T> tree;
    explicit Fenwick(size_t n) : tree(n + 1) {}
    void add(size_t at, T value) { for (; at < tree.size(); at += at & -at) tree[at] += value; }
    T sum(size_t at) const { T s{}; for (; at; at -= at & -at) s += tree[at]; return s; }
};
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, q;
    cin >> n >> q;
    vector<ll> a(n);
    for (auto &x : a) cin >> x;
    Fenwick<ll> fenwick(n);
    for (int i = 0; i < n; i++) fenwick.add(i + 1, a[i]);
    vector<pair<int, int>> queries(q);
    for (auto &[l, r] : queries) cin >> l >> r;
    vector<int> order(q);
    for (int i = 0; i < q; i++) order[i] = i;
    sort(all(order), [&](int x, int y) { return queries[x] < queries[y]; });
    vector<ll> answer(q);
    for (int i : order) {
        auto [l, r] = queries[i];
        answer[i] = fenwick.sum(r) - fenwick.sum(l - 1);
    }
    for (ll x : answer) cout << x << '\n';
}
"""

MOST_FREQUENT = r"""
using namespace std;
struct Seen { int times; char letter; };
bool operator<(const Seen &a, const Seen &b) {
    return a.times != b.times ? a.times < b.times : a.letter > b.letter;
}
int main() {
    string line;
    getline(cin, line);
    map<char, int> count;
    for (char c : line) if (c >= 'a' && c <= 'z') count[c]++;
    priority_queue<Seen> heap;
    for (const auto &[letter, times] : count) heap.push({times, letter});
    cout << heap.top().letter << endl;
    return 0;
}
"""

MERGED = r"""
using namespace std;
int main() {
    int n, m;
    scanf("%d %d", &n, &m);
    multiset<int> people;
    deque<int> waiting;
    for (int i = 0; i < n + m; i++) {
        int x;
        scanf("%d", &x);
        if (i < n) people.insert(x); else waiting.push_back(x);
    }
    while (!waiting.empty()) { people.insert(waiting.front()); waiting.pop_front(); }
    ostringstream out;
    copy(people.begin(), people.end(), ostream_iterator<int>(out, " "));
    string text = out.str();
    if (!text.empty()) text.pop_back();
    puts(text.c_str());
}
"""

FIRST_VISITS = r"""
using namespace std;
const int N = 1005;
int first_at[N];
void solve() {
    int n;
    if (!(cin >> n)) return;
    fill(begin(first_at), end(first_at), -1);
    unordered_set<int> seen;
    vector<pair<int, int>> kept;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (seen.insert(x).second) { first_at[x] = i; kept.emplace_back(x, i); }
    }
    sort(kept.begin(), kept.end());
    kept.erase(unique(kept.begin(), kept.end()), kept.end());
    stable_sort(kept.begin(), kept.end(),
                [](const auto &a, const auto &b) { return first_at[a.first] < first_at[b.first]; });
    for (size_t i = 0; i < kept.size(); i++) cout << kept[i].first << " \n"[i + 1 == kept.size()];
}
int main() {
    int t = 1;
    while (t--) solve();
}
"""

BRACKETS = r"""
using namespace std;
class Solution {
public:
    bool isValid(const string &s) {
        unordered_map<char, char> opening{{')', '('}, {']', '['}, {'}', '{'}};
        stack<char> open;
        for (char c : s) {
            auto found = opening.find(c);
            if (found == opening.end()) { open.push(c); continue; }
            if (open.empty() || open.top() != found->second) return false;
            open.pop();
        }
        return open.empty();
    }
};
int main() {
    string s;
    cin >> s;
    cout << (Solution().isValid(s) ? "YES" : "NO") << endl;
}
"""

CONTEST_PROGRAMS = {
    "P9024-range-sums": PREFIX_SUMS,
    "most-frequent-letter": MOST_FREQUENT,
    "merge-two-sorted-lists": MERGED,
    "remove-duplicates": FIRST_VISITS,
    "balanced-brackets": BRACKETS,
}
HEADERS = (
    "algorithm", "cstdio", "deque", "iostream", "iterator", "map", "queue", "set", "sstream",
    "stack", "string", "unordered_map", "unordered_set", "vector",
)  # fmt: skip
"""All that they use, for whoever does not want bits/stdc++.h."""
