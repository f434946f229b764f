"""A package in the problem package format of ICPC and Kattis, its older form and those since 2023.

problem.yaml          name, limits, type, validation, validator_flags, constants, keywords
.timelimit            the time limit, where problem.yaml has none; domjudge-problem.ini after it
problem_statement/    or statement/: problem.LANGUAGE.tex or .md
data/sample, secret   NAME.in and NAME.ans, in groups as deep as they may be
output_validators/    or output_validator/: the program that compares
submissions/VERDICT   programs, one a file or folder
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from tinylora.corpus.files.package_files import Package
from tinylora.corpus.sources.kattis_default import default_checker
from tinylora.corpus.sources.one_source import CPP_SUFFIXES, SOURCE_BYTES, has_main, one_source
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
from tinylora.corpus.statements.tex import markdown, title_of
from tinylora.errors import UNTYPED
from tinylora.judge.checkers.checker import Checker
from tinylora.problem import IoMode, Refused, RejectReason

YAML_BYTES = 100_000
CONSTANT_CHARS = 100
"""A longer constant is left as it is named: written out twenty thousand times it fills memory."""
_STATEMENT = re.compile(r"(?:problem_)?statement/problem(?:\.([a-zA-Z-]+))?\.(tex|md|pdf)")
_SETTING = re.compile(r"^[ \t]*([\w-]+)[ \t]*=(.*)$", re.MULTILINE)
_CONSTANT = re.compile(r"\{\{\s*([a-zA-Z_]\w*)(?:\.([a-zA-Z_]\w*))?\s*\}\}")
_TEX_CONSTANT = re.compile(r"\\constant\{([a-zA-Z_]\w*)(?:\.([a-zA-Z_]\w*))?\}")
_OTHER_TYPES = {
    "interactive": RejectReason.INTERACTIVE,
    "multi-pass": RejectReason.MULTI_PASS,
    "scoring": RejectReason.SCORING,
    "score": RejectReason.SCORING,
    "submit-answer": RejectReason.ANSWER_ONLY,
}
"""Words of `type` and of the older `validation`, to why no program alone is marked by them."""
_OF_GROUPS = ("testdata.yaml", "test_group.yaml")
_ARGUMENTS = ("output_validator_flags", "output_validator_args")
_IN_OTHER_LANGUAGES = (".py", ".py2", ".py3", ".java", ".kt", ".rs", ".go", ".hs", ".pl", ".sh")


def read(package: Package) -> Packaged:
    """Return what the package says.

    Raises:
        Refused: it is damaged, or its problem is none that one C++ program solves here.
        SettingsError: its statement is in TeX and pandoc is not installed.
    """
    about = _mapping(package, "problem.yaml")
    ini = _settings(package)
    validation = _words(about.get("validation"))
    for word in (*_words(about.get("type")), *validation):
        if word in _OTHER_TYPES:
            raise Refused(_OTHER_TYPES[word], f"its problem.yaml says {word}")
    samples, secret = (_names(package, f"data/{group}") for group in ("sample", "secret"))
    shown, hidden = pairs(package, samples), pairs(package, secret)
    custom = validation[:1] == ("custom",) or (
        "problem_format_version" in about
        and about["problem_format_version"] not in ("legacy", "legacy-icpc")
        and any(_validator_files(package))
    )
    flags = _flags(package, about, [given for given, _ in (*samples, *secret)])
    if custom:
        checker = Checker("validator", source=_validator(package), flags=flags)
    else:
        checker = default_checker(flags)
    title, statement = _statement(package, about)
    submissions, left_out = sorted_out(_submissions(package))
    limits = about.get("limits")
    limits = limits if isinstance(limits, dict) else {}
    takes_part = any(package.under(f"include/{name}") for name in ("c", "cpp", "default"))
    return Packaged(
        title=title or ini.get("name", ""),
        statement=statement,
        language=language_of(statement),
        samples=shown,
        secret=hidden,
        checker=checker.text,
        time_limit_s=_time_limit(package, limits, ini),
        memory_limit_mb=int(_positive(limits.get("memory"), 2**20) or 0) or None,
        submissions=submissions,
        left_out=left_out,
        io_mode=IoMode.FUNCTION if takes_part else IoMode.STDIN,
        tags=_words(about.get("keywords")),
    )


class _Plain(yaml.SafeLoader):
    """YAML without aliases: a few lines of them stand for more than a memory holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it holds aliases (*name), which are not read: write them out")
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node: Any) -> int:
        number = super().construct_yaml_int(node)
        str(number)  # ValueError: 0xfff… may have more digits than Python writes
        return number


_Plain.add_constructor("tag:yaml.org,2002:int", _Plain.construct_yaml_int)


def _mapping(package: Package, name: str) -> dict[str, Any]:
    """Return a YAML file's mapping, an empty one where there is no such file."""
    if name not in package:
        return {}
    try:
        found = yaml.load(package.text(name, YAML_BYTES), Loader=_Plain)
    except (yaml.YAMLError, *UNTYPED) as error:
        raise Refused(RejectReason.BROKEN_PACKAGE, f"{name} is no YAML: {error}") from error
    if not isinstance(found, dict | None):
        raise Refused(RejectReason.BROKEN_PACKAGE, f"{name} is no mapping of names to values")
    return found or {}


def _settings(package: Package) -> dict[str, str]:
    name = "domjudge-problem.ini"
    if name not in package:
        return {}
    found = _SETTING.finditer(package.text(name, YAML_BYTES))
    return {one[1]: _unquoted(one[2].strip(" \t\r")) for one in found}


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if is_quoted else value


def _words(value: Any) -> tuple[str, ...]:
    """Return words that YAML holds as a text between blanks or as a list."""
    found = value.split() if isinstance(value, str) else value
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _positive(value: Any, most: float) -> float | None:
    """Return a number above 0 and up to `most`, None where it is something else."""
    try:
        number = float(value) if not isinstance(value, bool) else 0.0
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 < number <= most else None


def _time_limit(
    package: Package, limits: Mapping[str, Any], ini: Mapping[str, str]
) -> float | None:
    """Return CPU seconds a test case: from problem.yaml, .timelimit or domjudge-problem.ini."""
    file = package.text(".timelimit", 100).strip() if ".timelimit" in package else None
    for said in (limits.get("time_limit"), file, ini.get("timelimit")):
        if found := _positive(said, 3600):
            return found
    return None


def _names(package: Package, folder: str) -> list[tuple[str, str]]:
    """Return the paths of inputs and their answers below a folder, in the order of their names."""
    inputs = [name for name in package.under(folder) if name.endswith(".in")]
    return [(name, f"{name.removesuffix('.in')}.ans") for name in inputs]


def _flags(package: Package, about: Mapping[str, Any], inputs: Iterable[str]) -> tuple[str, ...]:
    """Return the arguments of the validator, which must be the same for every test case."""
    of_problem = _arguments(about.get("validator_flags"))
    known: dict[str, tuple[str, ...]] = {}
    found = {(*of_problem, *_inherited(package, name, known)) for name in inputs} or {of_problem}
    if len(found) > 1:
        shown = ", ".join(sorted(" ".join(flags) or "none" for flags in found))
        raise Refused(
            RejectReason.CHECKER_NOT_RUN,
            f"its test cases have different validator flags ({shown:.200}); one checker marks all",
        )
    return found.pop()


def _inherited(package: Package, name: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a test case's own arguments, or those of the nearest group around it."""
    own = f"{name.removesuffix('.in')}.yaml"
    if own in package and (found := _said(package, own)) is not None:
        return found
    folder = str(PurePosixPath(name).parent)
    if folder not in known:
        said = (_said(package, f"{folder}/{file}") for file in _OF_GROUPS)
        found = next((one for one in said if one is not None), None)
        above = "/" in folder and found is None
        known[folder] = _inherited(package, folder, known) if above else found or ()
    return known[folder]


def _said(package: Package, name: str) -> tuple[str, ...] | None:
    about = _mapping(package, name)
    if about.get("args"):
        raise Refused(RejectReason.NO_INPUT, f"{name} calls the program with arguments")
    given = next((about[key] for key in _ARGUMENTS if key in about), None)
    return None if given is None else _arguments(given)


def _arguments(value: Any) -> tuple[str, ...]:
    """Return arguments that YAML holds as a text, as a shell splits it, or as a list."""
    if isinstance(value, list):
        return tuple(str(one) for one in value if isinstance(one, str | int | float))
    if isinstance(value, int | float):
        return (str(value),)
    try:
        return tuple(shlex.split(value)) if isinstance(value, str) else ()
    except ValueError as error:
        why = f"validator flags {value:.200} do not split: {error}"
        raise Refused(RejectReason.BROKEN_PACKAGE, why) from error


def _validator_files(package: Package) -> tuple[str, ...]:
    return package.under("output_validators") + package.under("output_validator")


def _validator(package: Package) -> str:
    """Return the one C++ program that compares.

    Raises:
        Refused: there is none, there are several, or it is in another language.
    """
    files = _validator_files(package)
    names = {PurePosixPath(name).name for name in files}
    others = [name for name in files if name.endswith(_IN_OTHER_LANGUAGES)]
    if others or names & {"build", "run"}:
        what = others[0] if others else "a build or run script"
        why = f"its output validator is {what}: only validators in C or C++ are run"
        raise Refused(RejectReason.CHECKER_NOT_RUN, why)
    sources = [name for name in files if name.endswith(CPP_SUFFIXES)]
    mains = [name for name in sources if has_main(package.text(name, SOURCE_BYTES))]
    if len(mains) != 1:
        why = f"its output validators hold {len(mains)} C++ programs: one must compare"
        raise Refused(RejectReason.CHECKER_NOT_RUN, why)
    folder = str(PurePosixPath(mains[0]).parent)
    return one_source(package, [name for name in sources if name.startswith(f"{folder}/")])


def _statement(package: Package, about: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and statement."""
    found = {name: match for name in package.names if (match := _STATEMENT.fullmatch(name))}
    written = {match[1] or "en": name for name, match in found.items() if match[2] != "pdf"}
    if not written:
        held = ", ".join(found) or "none in problem_statement/ or statement/"
        raise Refused(RejectReason.NO_TEXT_STATEMENT, f"no statement in TeX or Markdown: {held}")
    language = chosen_language(written)
    name = written[language]
    constants = about.get("constants")
    text = package.text(name, STATEMENT_BYTES)
    text = _with_constants(text, constants if isinstance(constants, dict) else {})
    titles = about.get("name")
    title = titles.get(language) if isinstance(titles, dict) else titles
    if isinstance(title, int | float) and not isinstance(title, bool):  # 2048, as YAML reads it
        title = str(title)
    title = title if isinstance(title, str) else ""
    if name.endswith(".tex"):
        return title or title_of(text), markdown(text)
    if "![" in text or "<img" in text:
        at = max(text.find("!["), text.find("<img"))
        raise Refused(RejectReason.IMAGE_STATEMENT, text[max(0, at - 100) : at + 100])
    return title, text.strip()


def _with_constants(text: str, constants: Mapping[str, Any]) -> str:
    def value(found: re.Match[str]) -> str:
        said = constants.get(found[1], found[0])
        said = said.get(found[2] or "value", found[0]) if isinstance(said, dict) else said
        known = isinstance(said, str | int | float) and len(str(said)) <= CONSTANT_CHARS
        return str(said) if known else found[0]

    return _TEX_CONSTANT.sub(value, _CONSTANT.sub(value, text))


def _submissions(package: Package) -> Iterator[PackageSubmission | str]:
    programs: dict[tuple[str, ...], list[str]] = {}
    for name in package.under("submissions"):
        parts = PurePosixPath(name).parts
        if len(parts) > 2 and not parts[-1].startswith("."):
            programs.setdefault(parts[:3], []).append(name)
    for parts, files in programs.items():
        expected = Expected(parts[1]) if parts[1] in list(Expected) else None
        if parts[1] != "submissions.yaml":
            yield submission_of(package, "/".join(parts), files, expected)
