import subprocess

import pytest
from programs import ADD, judge, main

from tinylora.judge.languages import headers
from tinylora.judge.languages.headers import split_prefix
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

SUM_OF_TWO = "using namespace std;\nint main() { int a, b; cin >> a >> b; cout << a + b; }\n"


@pytest.mark.parametrize(
    ("source", "headers", "rest"),
    [
        ("#include <map>\n#include <vector>\nint x;", ("map", "vector"), "\n\nint x;"),
        ("#include <vector>\r\n# include <map> // why\nint x;", ("map", "vector"), "\n\nint x;"),
        ("// hello\n\n#include<bits/stdc++.h>\nint x;", ("bits/stdc++.h",), "// hello\n\n\nint x;"),
        ("#include <map>\n#define X\n#include <set>\n", ("map",), "\n#define X\n#include <set>\n"),
        ("#include <map>\n#include <map>", ("map",), "\n"),
    ],
)
def test_what_the_prefix_is(source, headers, rest):
    prefix = split_prefix(source)
    assert (prefix.headers, prefix.rest) == (headers, rest)
    assert prefix.rest.count("\n") == source.count("\n")


@pytest.mark.parametrize(
    "source",
    [
        "int x;\n#include <map>",
        "#define N 1\n#include <map>",
        '#include "map"',
        "#include <unistd.h>",
        "#include <../map>",
        "#pragma GCC optimize(3)\n#include <map>",
        "// a comment that goes on \\\n#include <map>",
        "// so does this in C++14 ??/\n#include <map>",
        "/* */ #include <map>",
        "\ufeff#include <map>",
        "#include <map> \\\n+",
        "",
    ],
)
def test_what_has_no_prefix(source):
    assert split_prefix(source) is None


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("#include <iostream>\n" + SUM_OF_TWO, "AC"),
        ("#include <iostream>\nusing namespace std;\nint count, gcd;\n" + SUM_OF_TWO, "AC"),
        ("#include <iostream>\nvector<int> v;\n" + SUM_OF_TWO, "CE"),
        ("#include <iostream>\n#include <cassert>\n#define NDEBUG\n#include <cassert>\n"
         + SUM_OF_TWO.replace("int a", "assert(false); int a"), "AC"),
        ("#include <cstdio>\n#include <iostream>\n" + SUM_OF_TWO + "int y = ;", "CE"),
    ],
)  # fmt: skip
def test_precompiled_headers_change_no_verdict(pool, source, verdict):
    seen = [judge(pool, f"{source}\n// {i}") for i in range(4)]
    assert [judgement.verdict for judgement in seen] == [verdict] * 4
    plain, fast = seen[0], seen[-1]
    if verdict == "CE":
        assert plain.first_failure.message == fast.first_failure.message
    key = split_prefix(source).key
    assert (pool._folder.path / "headers" / key / "prefix.h.gch").exists()


def test_precompiled_headers_outlive_the_pool_and_their_loss_is_no_fault(tmp_path):
    source = "#include <cstdio>\n#include <cstdlib>\n" + main('puts("3");')
    for _ in range(2):
        with JudgePool(JudgeSettings(workers=1), tmp_path) as pool:
            for i in range(3):
                judge(pool, source + f"// {i}")
            key = split_prefix(source).key
            local = pool._folder.path / "headers" / key
            assert (local / "prefix.h.gch").exists()
            (local / "prefix.h.gch").write_bytes(b"not a precompiled header")
            assert judge(pool, "#include <cstdio>\n#include <cstdlib>\n" + ADD).verdict == "AC"
            for path in local.iterdir():
                path.unlink()
            assert judge(pool, "#include <cstdio>\n#include <cstdlib>\n//\n" + ADD).verdict == "AC"


def test_no_more_is_kept_than_the_bounds_say(tmp_path, monkeypatch):
    monkeypatch.setattr(headers, "KEPT", 2)
    names = ("cstdio", "cstdlib", "cstring")
    with JudgePool(JudgeSettings(workers=1), tmp_path) as pool:
        local = pool._folder.path / "headers"

        def kept(*asked):
            for name in asked:
                source = f'#include <{name}>\nextern "C" int puts(const char *);\n'
                for i in range(2):
                    found = judge(
                        pool, source + main('puts("3");') + f"// {i} {headers.KEPT_BYTES}"
                    )
                    assert found.verdict == "WA"  # and no CE
            there = {path.parent.name for path in local.glob("*/prefix.h.gch")}
            assert there == {path.parent.name for path in tmp_path.glob("**/prefix.h.gch")}
            keys = {split_prefix(f"#include <{name}>\n").key: name for name in names}
            return sorted(keys.get(key, "another") for key in there)

        assert kept(*names) == ["cstdlib", "cstring"]
        monkeypatch.setattr(headers, "KEPT_BYTES", 1)  # not even one fits
        assert kept("cstdio") == []
        assert judge(pool, "#include <cstdio>\n" + main('puts("3");')).verdict == "WA"


def test_a_set_that_failed_is_tried_again(tmp_path, monkeypatch):
    source = "#include <bitset>\n" + main("")
    with JudgePool(JudgeSettings(workers=1), tmp_path) as pool:
        built = pool._folder.path / "headers" / split_prefix(source).key / "prefix.h.gch"
        with monkeypatch.context() as full:
            full.setattr(headers, "SPARE_BYTES", 1 << 60)
            for i in range(3):
                judge(pool, source + f"// {i}")
        assert not built.exists()
        judge(pool, source)
        assert built.exists()


def test_a_set_that_always_fails_is_given_up(tmp_path, monkeypatch):
    seen, asked = [], []
    monkeypatch.setattr(headers.HeaderCache, "_build", lambda *_: asked.append(len(seen)))
    shared, local = tmp_path / "shared", tmp_path / "local"
    cache = headers.HeaderCache(shared, local)
    for sight in range(1, 100):
        seen.append(sight)
        assert cache.offer(split_prefix("#include <map>\n"), None, None) is None
    assert asked == [2, 4, 8, 16]


def test_the_assembly_is_the_same(pool, tmp_path):
    """The same instructions with and without, but for the numbers of local labels."""
    source = "#include <algorithm>\n#include <iostream>\n#include <vector>\n" + SUM_OF_TWO.replace(
        "cout", "vector<int> v{b, a}; sort(v.begin(), v.end()); cout"
    )
    prefix = split_prefix(source)
    (tmp_path / "prefix.h").write_text("".join(f"#include <{name}>\n" for name in prefix.headers))
    flags = ["g++", "-O2", "-std=c++17", "-w"]
    subprocess.run([*flags, "-x", "c++-header", "prefix.h"], cwd=tmp_path, check=True)
    (tmp_path / "main.cpp").write_text(source)
    subprocess.run([*flags, "-S", "main.cpp", "-o", "plain.s"], cwd=tmp_path, check=True)
    (tmp_path / "main.cpp").write_text(prefix.rest)
    subprocess.run(
        [*flags, "-include", "prefix.h", "-S", "main.cpp", "-o", "fast.s"], cwd=tmp_path, check=True
    )

    def instructions(name):
        lines = (tmp_path / name).read_text().splitlines()
        return sorted(line for line in lines if ".L" not in line)

    assert instructions("plain.s") == instructions("fast.s")
