"""All sample problems, read from packages/: one folder each (README.md says what is in it).

A folder is a problem package that any reader of the ICPC and Kattis format understands. sample.yaml
holds what that format has no place for; readers of packages pass it by.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samples.problem import SampleCase, SampleProblem, WrongSolution

PACKAGES = Path(__file__).parent / "packages"
VERDICTS = {
    "wrong_answer": "WA",
    "time_limit_exceeded": "TLE",
    "run_time_error": "RE",
    "compiler_error": "CE",
}
"""Folders of submissions/ to what the judge says of the programs in them."""
_STATEMENT = re.compile(
    r"(.*?)\n\n## (?:Input|输入格式)\n\n(.*)\n\n## (?:Output|输出格式)\n\n(.*)\n", re.DOTALL
)
_SECRET = re.compile(r"\d\d-(private|generated)")
# The parser in C, where PyYAML has it, takes a tenth of the time.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def all_problems() -> tuple[SampleProblem, ...]:
    """Return every sample problem, sorted by slug.

    Raises:
        ValueError: a package lacks what a sample must have.
    """
    return tuple(read_sample(PACKAGES / name) for name in sorted(_names(PACKAGES)))


def read_sample(folder: Path) -> SampleProblem:
    """Return the problem of one package; its texts are as they stand in the files.

    Raises:
        ValueError: the package lacks what a sample must have, or it holds a file that is none.
    """
    try:
        about, sample = _mapping(folder / "problem.yaml"), _mapping(folder / "sample.yaml")
        language, title = "en", about["name"]
        if isinstance(title, dict):
            ((language, title),) = title.items()
        statement = _STATEMENT.fullmatch(_text(folder / f"statement/problem.{language}.md"))
        if not statement:
            raise ValueError("its statement has no ## Input and ## Output, in this order")
        return SampleProblem(
            slug=folder.name,
            title=title,
            statement=statement[1],
            input_format=statement[2],
            output_format=statement[3],
            reference=_text(folder / "submissions/accepted/solution.cpp"),
            wrong=tuple(_wrong(folder / "submissions", sample["wrong"])),
            cases=(*_cases(folder / "data/sample"), *_cases(folder / "data/secret")),
            home=sample["home"],
            split=sample["split"],
            difficulty=sample["difficulty"],
            time_limit_s=float(about["limits"]["time_limit"]),
            memory_limit_mb=about["limits"]["memory"],
            tags=tuple(about.get("keywords", ())),
            starter_code=sample.get("starter_code"),
            fn_name=sample.get("fn_name"),
        )
    except KeyError as error:
        raise ValueError(
            f"{folder.name}: its problem.yaml or sample.yaml lacks {error}; add it"
        ) from error
    except (ValueError, OSError) as error:
        raise ValueError(f"{folder.name}: {error}; samples/README.md says what it holds") from error


def _wrong(submissions: Path, said: dict[str, str]) -> Iterator[WrongSolution]:
    held = {
        f"{kind}/{name}"
        for kind in _names(submissions)
        if kind != "accepted"
        for name in _names(submissions / kind)
    }
    if held != said.keys():
        differ = ", ".join(sorted(held ^ said.keys()))
        raise ValueError(f"submissions/ and `wrong` of sample.yaml differ in {differ}")
    for name, why in said.items():
        kind = name.partition("/")[0]
        if kind not in VERDICTS:
            raise ValueError(f"no verdict belongs to submissions/{kind}: use {', '.join(VERDICTS)}")
        yield WrongSolution(why, _text(submissions / name), VERDICTS[kind])


def _cases(folder: Path) -> Iterator[SampleCase]:
    """Yield the test cases of data/sample, or of data/secret in the order of their numbers."""
    names = _names(folder)
    stems = sorted({name.removesuffix(".in").removesuffix(".ans") for name in names})
    if names != {f"{stem}.{kind}" for stem in stems for kind in ("in", "ans")}:
        raise ValueError(f"data/{folder.name} must hold an .in and an .ans of each name")
    for stem in stems:
        secret = _SECRET.fullmatch(stem)
        if folder.name == "secret" and not secret:
            raise ValueError(f"data/secret/{stem} must be named like 01-private or 04-generated")
        origin = secret[1] if secret else "public"
        yield SampleCase(_text(folder / f"{stem}.in"), _text(folder / f"{stem}.ans"), origin)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def _mapping(path: Path) -> dict[str, Any]:
    return yaml.load(_text(path), Loader=_Loader)


def _text(path: Path) -> str:
    return path.read_bytes().decode()
