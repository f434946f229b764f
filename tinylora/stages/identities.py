"""What the identity of a stored evaluation, training or load covers, and how two of them differ."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tinylora import entry_points
from tinylora.code_identity import code_of, differing_files
from tinylora.corpus.sources.readers import reader_module
from tinylora.errors import NotComparable, SourceMissing
from tinylora.evaluation.statistics.conditions import flat
from tinylora.stages.code_files import stored_files
from tinylora.stages.evaluation.finished import find_evaluations, finished_evaluations
from tinylora.warehouse import Row, Warehouse

Kind = Literal["evaluation", "training", "load"]
TODAY = "today"


@dataclass(frozen=True)
class Identity:
    """What can move the numbers of one evaluation, training or load."""

    kind: Kind
    id: str
    settings: Mapping[str, Any]
    """With what it worked on, by dotted name, such as "prompt.template"."""
    code_version: str | None
    """None: it was stored before loads told theirs."""
    files: Mapping[str, str] | None
    """Digests of the code's files. None: not known, for it was stored before these were."""


@dataclass(frozen=True)
class Differences:
    """What differs from one identity to another of the same kind."""

    settings: Mapping[str, tuple[Any, Any]]
    """Both values by dotted name; None where there is none."""
    files: Mapping[str, str] | None
    """"changed", "added" or "removed" by file. None: the files of one of the two are not known."""
    is_code_the_same: bool


def find_identities(warehouse: Warehouse, words: Sequence[str]) -> list[Identity]:
    """Return what each word means: the id of one, its beginning, or a name (see the errors).

    Raises:
        SourceMissing: a word means nothing, or several.
    """
    rows = warehouse.rows("select_identities")
    by_id = {row["id"]: row for row in rows}
    found = {word: _by_id_or_dataset(rows, word) for word in words}
    if named := [word for word in words if found[word] is None]:
        known = finished_evaluations(warehouse)
        # `base` and `start` are those of the other word's evaluation, so both are asked for.
        evaluations = (row["id"] for row in found.values() if row and row["kind"] == "evaluation")
        asked = [*named, *evaluations] if {"base", "start"} & {*named} else named
        try:
            evaluated = find_evaluations(known, asked)
        except SourceMissing as error:
            raise SourceMissing(
                f"{error}. Of a training or a load, give the id or the beginning of it; a "
                "dataset's name means its load that was used last"
            ) from error
        for word, row in zip(named, evaluated, strict=False):
            found[word] = by_id[row["evaluation_id"]]
    return [_identity(warehouse, found[word]) for word in words]


def of_today(identity: Identity) -> Identity:
    """Return the identity that the same settings have with the code on this disk.

    Raises:
        SettingsError: the code knows no such dataset or prompt any more.
        SourceMissing: the settings are not known, so neither is which code they ask for.
    """
    chosen = identity.settings
    language = chosen.get("prompt.language", "c++")
    try:
        if identity.kind == "load":
            entry = entry_points.load(reader_module(chosen["dataset"]))
        elif identity.kind == "training":
            entry = entry_points.training(chosen["prompt.template"], _engine(chosen), language)
        elif chosen["imported_as"] is not None:
            entry = entry_points.JUDGE
        else:
            entry = entry_points.evaluation(chosen["prompt.template"], _engine(chosen), language)
    except KeyError as unknown:
        raise SourceMissing(
            f"{identity.kind} {identity.id} does not tell its {unknown}, which says what code it "
            "would be made with today: it was stored by an older version; compare it with another"
        ) from unknown
    code = code_of(entry)
    return Identity(identity.kind, TODAY, chosen, code.version, code.files)


def _engine(chosen: Mapping[str, Any]) -> str:
    """Return who samples: an evaluation says it of its generation, a training by itself."""
    return chosen.get("engine", chosen.get("generation.engine")) or entry_points.DEFAULT_ENGINE


def differences(one: Identity, other: Identity) -> Differences:
    """Return what differs from `one` to `other`.

    Raises:
        NotComparable: they are not of the same kind.
    """
    if one.kind != other.kind:
        raise NotComparable(
            f"{one.id} is of {_a(one.kind)} and {other.id} of {_a(other.kind)}: give two of a kind"
        )
    names = dict.fromkeys((*one.settings, *other.settings))
    pairs = {name: (one.settings.get(name), other.settings.get(name)) for name in names}
    files = None
    if one.files is not None and other.files is not None:
        files = dict(differing_files(one.files, other.files))
    return Differences(
        settings={name: pair for name, pair in pairs.items() if pair[0] != pair[1]},
        files=files,
        is_code_the_same=one.code_version is not None and one.code_version == other.code_version,
    )


def _by_id_or_dataset(rows: Sequence[Row], word: str) -> Row | None:
    starting = [row for row in rows if word and row["id"].startswith(word)]
    matching = [row for row in starting if row["id"] == word] or starting
    if len(matching) > 1:
        several = ", ".join(f"{row['kind']} {row['id']}" for row in matching[:5])
        raise SourceMissing(f"{word!r}: several ids begin so ({several}); give more of it")
    loads = [row for row in rows if row["dataset"] == word]
    return next(iter(matching or loads), None)


def _identity(warehouse: Warehouse, row: Row) -> Identity:
    version = row["code_version"]
    return Identity(
        kind=row["kind"],
        id=row["id"],
        settings=dict(flat(json.loads(row["inputs"]) | json.loads(row["settings"] or "{}"))),
        code_version=version,
        files=stored_files(warehouse, version) if version else None,
    )


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind == "evaluation" else f"a {kind}"
