"""Packages that Polygon exports."""

import pytest
from problem_packages import ADDS, POLYGON, SUBTRACTS, XML, record

from tinylora.judge.checkers.checker import Checker
from tinylora.problem import IoMode, Origin, Problem


@pytest.fixture(autouse=True)
def pandoc(monkeypatch):
    """Leave TeX as it is where pandoc is missing: what is tested here is the rest."""
    try:
        import pypandoc  # noqa: F401
    except ImportError:
        monkeypatch.setattr("tinylora.corpus.statements.tex._pandoc", str.strip)


def xml(old, new):
    assert old in XML
    return {"problem.xml": XML.replace(old, new)}


def test_all_that_a_package_says(tmp_path):
    found = record(tmp_path / "adding", POLYGON)
    assert isinstance(found, Problem), found
    assert (found.native_id, found.title, found.language) == ("adding", "Adding", "en")
    assert (found.time_limit_s, found.memory_limit_mb) == (1.5, 256)
    assert (found.checker, found.tags, found.io_mode) == ("tokens", ("sums",), IoMode.STDIN)
    assert [(one.input, one.output, one.origin) for one in found.test_cases] == [
        ("1 2\n", "3\n", Origin.PUBLIC),
        ("10 20\n", "30\n", Origin.PRIVATE),
    ]
    assert [(one.source, one.correct) for one in found.solutions] == [
        (ADDS, True),
        (SUBTRACTS, False),
    ]
    assert found.extra["submissions_left_out"] == (
        "1 in another language, 1 of a mixed or unknown verdict, 1 too slow"
    )
    assert found.statement.endswith("## Sample Output 1\n\n```\n3\n```\n")


def test_sections_become_markdown(tmp_path):
    pytest.importorskip("pypandoc")
    assert record(tmp_path / "p", POLYGON).statement.startswith(
        "# Adding\n\nAdd `a` and **b**, $1 \\le a, b$.\n\n## Input\n\nTwo numbers.\n\n"
        "## Output\n\nTheir sum.\n\n## Sample Input 1\n"
    )


def test_a_whole_statement_is_taken_apart(tmp_path):
    pytest.importorskip("pypandoc")
    whole = (
        "\\begin{problem}{Adding}{standard input}{standard output}{1 second}{256 megabytes}\n\n"
        "Add them.\n\n\\InputFile\nTwo numbers.\n\n\\OutputFile\nTheir sum.\n\n\\Examples\n\n"
        "\\begin{example}\n\\exmpfile{example.01}{example.01.a}%\n\\end{example}\n\\end{problem}\n"
    )
    sections = {name: None for name in POLYGON if name.startswith("statement-sections")}
    found = record(tmp_path / "p", POLYGON, sections | {"statements/english/problem.tex": whole})
    assert found.statement.startswith(
        "# Adding\n\nAdd them.\n\n## Input\n\nTwo numbers.\n\n## Output\n\nTheir sum.\n\n## Sample"
    )


@pytest.mark.parametrize(
    ("name", "checker"),
    [
        ("std::wcmp.cpp", "tokens"),
        ("std::fcmp.cpp", "lines"),
        ("std::lcmp.cpp", None),
        ("std::nyesno.cpp", "case_fold"),
        ("std::rcmp6.cpp", None),
        ("std::rcmp.cpp", None),
        ("check.cpp", None),
    ],
)
def test_standard_checkers_are_the_judges_own(tmp_path, name, checker):
    found = record(tmp_path / "p", POLYGON, xml("std::ncmp.cpp", name)).checker
    if checker is not None:
        assert found == checker
    else:
        program = Checker.parse(found)
        assert program.mode == "program"
        assert "inline int accepts()" in program.source and "testlib.h" not in program.source


def test_the_copy_beside_problem_xml_will_do(tmp_path):
    changes = xml("std::ncmp.cpp", "mine") | {
        "files/check.cpp": None,
        "check.cpp": POLYGON["files/check.cpp"],
    }
    assert "int main() { return accepts(); }" in record(tmp_path / "p", POLYGON, changes).checker


@pytest.mark.parametrize("said", ["0", "-5", "soon", "", "9" * 15, "9" * 5000])
def test_a_limit_that_is_none_is_not_stated(tmp_path, said):
    text = XML.replace(">1500<", f">{said}<").replace(">268435456<", f">{said}<")
    found = record(tmp_path / "p", POLYGON, {"problem.xml": text})
    assert (found.time_limit_s, found.memory_limit_mb) == (None, None)


def test_files_that_a_program_reads_and_writes(tmp_path):
    changes = xml('input-file="" output-file=""', 'input-file="a.in" output-file="a.out"')
    found = record(tmp_path / "p", POLYGON, changes)
    assert found.io_mode is IoMode.FILE
    assert (found.extra["input_file"], found.extra["output_file"]) == ("a.in", "a.out")


@pytest.mark.parametrize(
    ("changes", "reason", "says"),
    [
        ({"tests/02.a": None}, "unpaired_test_cases", "tests/02.a"),
        ({"tests/02": None}, "unpaired_test_cases", "tests/02"),
        (xml("<solutions>", "<solutions/><interactor/><solutions>"), "interactive", "interactor"),
        (xml('run-count="1"', 'run-count="2"'), "multi_pass", "run-count"),
        (xml("<tests>", "<x>") | {}, "broken_package", "no XML"),
        (xml('name="tests"', 'name="others"'), "broken_package", "patterns"),
        (xml("tests/%02d.a", "tests/%0999999999d"), "broken_package", "patterns"),
        (xml("tests/%02d.a", "../%02d"), "unpaired_test_cases", "../01"),
        (
            xml("std::ncmp.cpp", "mine") | {"files/testlib.h": None},
            *("checker_not_run", "testlib.h"),
        ),
        (
            xml('path="files/check.cpp" type="cpp.g++17"', 'path="files/check.py" type="python.3"')
            | {"problem.xml": XML.replace("std::ncmp.cpp", "m").replace("cpp.g++17", "pas", 1)},
            *("checker_not_run", "only checkers in C++"),
        ),
        (xml("checker", "chequer"), "checker_not_run", "no checker"),
        (xml("<problem", "<!DOCTYPE problem><problem"), "broken_package", "document type"),
        ({"problem.xml": XML.encode("utf-16")}, "unstorable_text", "problem.xml"),
        ({"problem.xml": XML[:200]}, "broken_package", "no XML"),
        ({"problem.xml": "<problem/>"}, "no_test_cases", "testset"),
        (
            {"statement-sections/english/legend.tex": r"See \includegraphics{a.png}"},
            *("image_statement", "a.png"),
        ),
        (
            {name: None for name in POLYGON if name.startswith("statement-sections")}
            | {"statement-sections/russian/legend.tex": "x"},
            *("other_language", "russian"),
        ),
    ],
)
def test_what_is_refused_says_why(tmp_path, changes, reason, says):
    found = record(tmp_path / "adding", POLYGON, changes)
    assert found.reason == reason, found
    assert says in found.excerpt


def test_entities_that_multiply_are_not_read(tmp_path):
    laughs = '<!DOCTYPE lolz [<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    changes = {"problem.xml": f'<?xml version="1.0"?>{laughs}]><problem>&a9;</problem>'}
    found = record(tmp_path / "p", POLYGON, changes)
    assert (found.reason, "document type" in found.excerpt) == ("broken_package", True)
