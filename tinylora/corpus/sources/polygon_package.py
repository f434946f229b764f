"""A package that Polygon exports: problem.xml says what there is and where.

Tests lie where problem.xml's patterns say; those marked as samples are public. Every test must
pass, whatever points it has. A standard checker of testlib that compares as the judge itself does
is that comparison; any other is compiled with the testlib.h of the package.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinylora.corpus.files.package_files import Package
from tinylora.corpus.sources.one_source import one_source
from tinylora.corpus.sources.packaged import (
    STATEMENT_BYTES,
    Expected,
    Packaged,
    PackageSubmission,
    chosen_language,
    pairs,
    sorted_out,
    submission_of,
)
from tinylora.corpus.statements.language import language_of
from tinylora.corpus.statements.tex import markdown
from tinylora.judge.checkers.checker import Checker
from tinylora.problem import IoMode, Refused, RejectReason

XML_BYTES = 8 * 2**20
MOST_TESTS = 10_000
MIB = 2**20
_STANDARD = {
    **dict.fromkeys(("wcmp", "ncmp", "icmp", "hcmp"), "tokens"),
    "fcmp": "lines",
    **dict.fromkeys(("yesno", "nyesno"), "case_fold"),
}
"""testlib's checkers that are the judge's own comparisons, or differ from them in nothing but how
they read what is no answer at all. lcmp, for which blanks in a line do not count, and rcmp, for
which whole numbers may differ, too, are compiled as any other."""
_TAGS = {
    "main": Expected.ACCEPTED,
    "accepted": Expected.ACCEPTED,
    "wrong-answer": Expected.WRONG_ANSWER,
    "presentation-error": Expected.WRONG_ANSWER,
    "time-limit-exceeded": Expected.TIME_LIMIT_EXCEEDED,
}
_LANGUAGES = {"english": "en", "chinese": "zh"}
_SECTIONS = {"legend": "", "input": "Input", "output": "Output", "interaction": "Interaction"}
_SECTIONS |= {"scoring": "Scoring", "notes": "Note"}
_HEADINGS = {"InputFile": "Input", "OutputFile": "Output", "Scoring": "Scoring", "Note": "Note"}
_PLACE = re.compile(r"%(0?)(\d?)d")
_PROBLEM = re.compile(r"\\begin\{problem\}(?:\s*\{[^{}]*\})*|\\end\{problem\}")
_EXAMPLES = re.compile(r"\\Examples?\b|\\begin\{example\}.*?\\end\{example\}", re.DOTALL)


def read(package: Package) -> Packaged:
    """Return what the package says.

    Raises:
        Refused: it is damaged, or its problem is none that one C++ program solves here.
        SettingsError: pandoc is not installed.
    """
    about = _document(package)
    judging = about.find("judging")
    testset = _testset(judging)
    if about.find("assets/interactor") is not None:
        raise Refused(RejectReason.INTERACTIVE, "its problem.xml names an interactor")
    if judging.get("run-count", "1") != "1":
        raise Refused(RejectReason.MULTI_PASS, f"run-count is {judging.get('run-count'):.20}")
    names, is_sample = _names(testset)
    cases = pairs(package, names)
    language, statement = _statement(package)
    submissions, left_out = sorted_out(_submissions(package, about))
    files = {
        key: name
        for key, side in (("input_file", "input-file"), ("output_file", "output-file"))
        if (name := judging.get(side, ""))
    }
    milliseconds = _number(testset, "time-limit", 3_600_000)
    size = _number(testset, "memory-limit", 2**40)
    return Packaged(
        title=_title(about, language),
        statement=statement,
        language=language_of(statement),
        samples=tuple(case for case, shown in zip(cases, is_sample, strict=True) if shown),
        secret=tuple(case for case, shown in zip(cases, is_sample, strict=True) if not shown),
        checker=_checker(package, about),
        time_limit_s=milliseconds / 1000 if milliseconds else None,
        memory_limit_mb=-(-size // MIB) if size else None,
        submissions=submissions,
        left_out=left_out,
        io_mode=IoMode.FILE if files else IoMode.STDIN,
        files=files,
        tags=tuple(name for tag in about.iterfind("tags/tag") if (name := tag.get("value"))),
    )


def _document(package: Package) -> Element:
    """Return problem.xml; one that declares entities is not read: they may unfold without end."""
    text = package.text("problem.xml", XML_BYTES)
    if "<!DOCTYPE" in text:
        why = "problem.xml declares a document type, which Polygon's never does: remove it"
        raise Refused(RejectReason.BROKEN_PACKAGE, why)
    try:
        return ET.fromstring(text)
    except (ET.ParseError, ValueError, RecursionError) as error:
        why = f"problem.xml is no XML: {error}"
        raise Refused(RejectReason.BROKEN_PACKAGE, why) from error


def _testset(judging: Element | None) -> Element:
    found = [] if judging is None else judging.findall("testset")
    if not found:
        raise Refused(RejectReason.NO_TEST_CASES, "problem.xml names no testset")
    return next((one for one in found if one.get("name") == "tests"), found[0])


def _number(testset: Element, tag: str, most: int) -> int | None:
    """Return a whole number in 1..`most`, None where it is something else."""
    text = testset.findtext(tag, "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
    return number if 0 < number <= most else None


def _names(testset: Element) -> tuple[list[tuple[str, str]], list[bool]]:
    """Return the paths of inputs and answers, and which of them are samples."""
    patterns = [testset.findtext(f"{side}-path-pattern", "") for side in ("input", "answer")]
    if not all(len(_PLACE.findall(pattern)) == 1 for pattern in patterns):
        why = f"problem.xml's patterns of tests are {patterns!r:.200}: one %d each, please"
        raise Refused(RejectReason.BROKEN_PACKAGE, why)
    is_sample = [test.get("sample") == "true" for test in testset.iterfind("tests/test")]
    if len(is_sample) > MOST_TESTS:
        raise Refused(RejectReason.TOO_LARGE, f"problem.xml names {len(is_sample)} tests")
    names = [
        (_at(patterns[0], place), _at(patterns[1], place)) for place in range(1, len(is_sample) + 1)
    ]
    return names, is_sample


def _at(pattern: str, place: int) -> str:
    return _PLACE.sub(
        lambda one: str(place).rjust(int(one[2] or 0), "0" if one[1] else " "), pattern
    )


def _checker(package: Package, about: Element) -> str:
    checker = about.find("assets/checker")
    if checker is None:
        raise Refused(RejectReason.CHECKER_NOT_RUN, "problem.xml names no checker")
    standard = re.fullmatch(r"std::(\w+)\.cpp", checker.get("name", ""))
    if standard and standard[1] in _STANDARD:
        return _STANDARD[standard[1]]
    source = checker.find("source")
    path = "" if source is None else source.get("path", "")
    if "cpp" not in ("" if source is None else source.get("type", "cpp")):
        why = f"its checker is {path}: only checkers in C++ are run"
        raise Refused(RejectReason.CHECKER_NOT_RUN, why)
    if path not in package:
        path = "check.cpp"
    return Checker("program", source=one_source(package, [path], ("files", ""))).text


def _title(about: Element, language: str) -> str:
    names = {
        name.get("language", ""): name.get("value", "") for name in about.iterfind("names/name")
    }
    return names.get(language) or next(iter(names.values()), "")


def _statement(package: Package) -> tuple[str, str]:
    """Return Polygon's name of the statement's language, and the statement."""
    found = {
        name.split("/")[1]
        for name in (*package.under("statement-sections"), *package.under("statements"))
        if name.endswith(("/legend.tex", "/problem.tex"))
    }
    known = {_LANGUAGES.get(name, name): name for name in found}
    language = known[chosen_language(known)]
    if f"statement-sections/{language}/legend.tex" not in package:
        whole = package.text(f"statements/{language}/problem.tex", STATEMENT_BYTES)
        return language, markdown(_headed(whole))
    parts = []
    for section, heading in _SECTIONS.items():
        name = f"statement-sections/{language}/{section}.tex"
        text = package.text(name, STATEMENT_BYTES).strip() if name in package else ""
        if text:
            parts.append(f"\\section*{{{heading}}}\n\n{text}" if heading else text)
    return language, markdown("\n\n".join(parts))


def _headed(tex: str) -> str:
    """Return Polygon's problem.tex without its frame and samples, its parts as sections."""
    bare = _EXAMPLES.sub("", _PROBLEM.sub("", tex))
    for command, heading in _HEADINGS.items():
        bare = re.sub(rf"\\{command}\b", rf"\\section*{{{heading}}}\n\n", bare)
    return bare


def _submissions(package: Package, about: Element) -> Iterator[PackageSubmission | str]:
    for solution in about.iterfind("assets/solutions/solution"):
        source = solution.find("source")
        path = "" if source is None else source.get("path", "")
        files = [path] if path in package else []
        yield submission_of(package, path, files, _TAGS.get(solution.get("tag", "")))
