# ruff: noqa: E501 -- the programs are easier to read unbroken
"""Output validators of problem packages: another protocol than checkers', behind the same walls."""

import pytest
from programs import cases, judge, main

from tinylora.errors import CheckerFault, SettingsError
from tinylora.judge.checkers.checker import Checker

VALIDATOR = r"""
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/stat.h>
int says(char **argv, int status, const char *why) {
    std::string path = std::string(argv[3]) + "/judgemessage.txt";
    FILE *message = fopen(path.c_str(), "a");
    if (!message) abort();
    fprintf(message, "%s\nand more\n", why);
    fclose(message);
    return status;
}
int main(int argc, char **argv) {
    struct stat entry;
    if (argc < 4 || stat(argv[3], &entry) || !S_ISDIR(entry.st_mode)) abort();
    for (const char *name : {"teammessage.txt", "score.txt", "diffposition.txt"})
        if (!fopen((std::string(argv[3]) + "/" + name).c_str(), "w")) abort();
    FILE *input = fopen(argv[1], "r"), *answer = fopen(argv[2], "r");
    long n, a, b; char more;
    if (!input || !answer || fscanf(input, "%ld", &n) != 1 || fscanf(answer, "%ld", &a) != 1) abort();
    long off = argc > 4 && !strcmp(argv[4], "--off by") ? atol(argv[5]) : 0;
    if (scanf("%ld %ld", &a, &b) != 2) return says(argv, 43, "two numbers, please");
    if (labs(a + b - n) > off) return says(argv, 43, "they do not sum to n");
    if (scanf(" %c", &more) == 1) return says(argv, 43, "something left");
    return 42;
}
"""
PARTS = cases(("5\n", "1 4\n"), ("100\n", "50 50\n"))
SPLITS = main('int n; scanf("%d", &n); {}', "cstdio")


def splits(body):
    return SPLITS.replace("{}", body)


def validator(*flags, source=VALIDATOR):
    return {"checker": Checker("validator", source=source, flags=flags)}


@pytest.mark.parametrize(
    ("body", "flags", "message"),
    [
        ('printf("%d 1", n - 1);', (), None),
        ('printf("%d 2", n - 1);', (), "they do not sum to n"),
        ('printf("%d 2", n - 1);', ("--off by", "1"), None),
        ('printf("%d 3", n - 1);', ("--off by", "1"), "they do not sum to n"),
        ('printf("%d", n);', (), "two numbers, please"),
        ("", (), "two numbers, please"),
        ('printf("%d 1 1", n - 1);', (), "something left"),
    ],
)
def test_a_validator_decides(walled, body, flags, message):
    judgement = judge(walled, splits(body), PARTS, **validator(*flags))
    assert judgement.verdict == ("WA" if message else "AC"), judgement.first_failure
    assert (judgement.first_failure and judgement.first_failure.message) == message
    assert not list(walled._folder.path.glob("box-*/*"))


def test_a_validator_that_accepts_as_a_checker_does_is_a_fault(pool):
    with pytest.raises(CheckerFault, match="ended with status 0"):
        judge(pool, splits(""), PARTS, **validator(source="int main() { return 0; }\n"))


READS_WORD = r"""
#include <cstdio>
#include <cstdlib>
int main() {
    char word[99];
    if (scanf("%98s", word) != 1) return 43;
    if (word[0] > '9') abort();
    return word[0] == '1' ? 42 : 43;
}
"""


def test_an_output_that_breaks_the_validator_is_wrong_whatever_the_answer_file_holds(pool):
    hidden = cases(("5\n", "2\n"), ("5\n", "1\n"))  # an answer file need not be an answer
    prints = splits('puts("hello");')
    judgement = judge(pool, prints, hidden, **validator(source=READS_WORD))
    assert [case.verdict for case in judgement.cases] == ["WA", "WA"]
    with pytest.raises(CheckerFault, match="ended with signal 6"):
        judge(pool, prints, cases(("5\n", "hello\n")), **validator(source=READS_WORD))


def test_what_a_problem_stores_is_the_validator_again():
    checker = validator("float_tolerance", "1e-6", "a b'c")["checker"]
    assert Checker.parse(checker.text) == checker
    assert checker.text.startswith("validator float_tolerance 1e-6 ")
    assert str(checker).startswith("validator:")
    assert str(checker) != str(validator("float_tolerance", "1e-7")["checker"])
    for name in ("tokens", "float:1e-06", "int main() {}\n"):
        assert Checker.parse(name).text == name


def test_flags_are_a_validators_alone():
    with pytest.raises(SettingsError):
        Checker("program", source="int main() {}", flags=("case_sensitive",))
    with pytest.raises(SettingsError):
        Checker.parse("validator case_sensitive")


def test_a_file_s_name_is_appended_to_the_folder_for_its_words(pool):
    appends = VALIDATOR.replace('"/judgemessage.txt"', '"judgemessage.txt"')
    judged = judge(pool, splits('printf("%d", n);'), PARTS, **validator(source=appends))
    assert judged.verdict == "WA"
    assert judged.first_failure.message == "two numbers, please"


@pytest.mark.parametrize("flags", [("\ud800",), ("a\0b",), ("x" * 2000,)])
def test_arguments_that_no_program_can_be_given(flags):
    with pytest.raises(SettingsError, match="printable characters together"):
        validator(*flags)
