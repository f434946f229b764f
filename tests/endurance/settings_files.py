"""Profiles, single knobs and column mappings, damaged: settings come of it, or one sentence."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.endurance.damage import WRONG, damaged, damaged_bytes, json_text
from tests.endurance.watched import Kind, sentence
from tinylora.corpus.given_files import given_source
from tinylora.corpus.sources.readers import reader_for
from tinylora.errors import TinyLoRAError
from tinylora.overrides import _knobs, overrides
from tinylora.paths import CHECKOUT
from tinylora.profiles import profile
from tinylora.settings import Settings

INSERTED = (
    *("!!bool maybe", "!!int ''", "!!float ''", "!!timestamp x", "!!binary %", "!!set [1]"),
    *("!!python/object/apply:os.getpid []", "&a [*a]", "*a", "{<<: 1}", "? [a]", "? {a: b}"),
    *("0x" + "f" * 6000, "1:2:3", "2024-99-99", "=", "- -", "\t", "---", "%YAML 9.9", "'", "|"),
    *("\u2028", "\x85", "\x07", "[" * 3000, "{a: " * 500, "9" * 5000, ".inf", ".nan", "~"),
)
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)
"""Eleven lines that stand for 9**12 words."""


def profiles(draw: Random, folder: Path) -> Counter[str]:
    """Read a profile whose values are damaged, or its text, or its bytes."""
    path = folder / "profile.yaml"
    whole = draw.choice(_profiles())
    text = json_text(damaged(whole, draw)) if draw.random() < 0.5 else yaml.safe_dump(whole)
    if draw.random() < 0.3:
        lines = text.splitlines(keepends=True)
        at = draw.randrange(len(lines))
        line = lines[at].rstrip("\n")
        line = (
            line[: draw.randint(0, len(line))] if draw.random() < 0.5 else f"{line.split(':')[0]}:"
        )
        lines[at] = f"{line} {draw.choice(INSERTED)}\n"
        text = "".join(lines)
    text = BOMB + text if draw.random() < 0.02 else text
    raw = text.encode("utf-8", "surrogatepass")
    path.write_bytes(damaged_bytes(raw, draw) if draw.random() < 0.3 else raw)
    return _outcome(lambda: profile(str(path)))


def knobs(draw: Random, folder: Path) -> Counter[str]:
    """Change one to three knobs as --set does."""
    names = [name for name, _ in _knobs(Settings)]
    pairs = []
    for _ in range(draw.randint(1, 3)):
        name = draw.choice(names)
        at = draw.randint(0, len(name))
        name = name[:at] + draw.choice((".", "", "\0", "x")) if draw.random() < 0.1 else name
        value = json_text(draw.choice(WRONG))
        if draw.random() < 0.3:
            value = damaged_bytes(value.encode(), draw).decode(errors="surrogateescape")
        pairs.append(f"{name}={value}" if draw.random() < 0.98 else name)
    return _outcome(lambda: _whole().override(overrides(pairs)))


def mappings(draw: Random, folder: Path) -> Counter[str]:
    """Say which files and columns are whose, as `tinylora ingest --column` and --files do."""
    columns = {"statement": "prompt", "inputs": "tests.io.in", "outputs": "tests.io.out"}
    columns = damaged(columns, draw)
    pairs = columns.items() if isinstance(columns, dict) else [(str(columns), "prompt")]
    mapped = {str(ours): str(theirs) for ours, theirs in pairs}
    files = draw.choice((None, "*.jsonl", *map(str, WRONG[:30]), "**/x", "../x", "[", "a/**b"))
    words = draw.choice(("problems", "luogu_dpo", "packages", "", "\0")), draw.choice((None, "a"))

    def source() -> Any:
        made = given_source(*words, draw.choice(("train", "x")), [folder], mapped, files)
        return reader_for(made)

    return _outcome(source)


def _outcome(made: Any) -> Counter[str]:
    try:
        made()
    except TinyLoRAError as error:
        return Counter([sentence(error)])
    return Counter(["kept"])


@cache
def _profiles() -> list[Any]:
    written = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
    mine = CHECKOUT / "examples" / "your-problems" / "profile.yaml"
    found = [*written["definitions"]["profiles"].values(), yaml.safe_load(mine.read_text("utf-8"))]
    return [json.loads(json.dumps(one, default=str)) for one in found]


@cache
def _whole() -> Settings:
    return Settings.model_validate(_profiles()[0])


KINDS = {"profiles": Kind(profiles), "knobs": Kind(knobs), "column mappings": Kind(mappings)}
