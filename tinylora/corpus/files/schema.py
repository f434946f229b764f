"""The columns a reader needs, held against the columns a file has, before any row is read.

A kind is "string", "int", "float", "bool", "null"; a list of one kind; or a struct as a dict of
kinds. Widths do not matter (int32 or int64, string or large_string): meaning does.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tinylora.errors import SchemaDrift

Kind = Any
"""str | [Kind] | {name: Kind} | (Kind, Kind, ...); a tuple, in what a reader needs, means any of
them."""
Columns = Mapping[str, Kind]

ANYTHING = "anything"
"""The kind of a column whose values its reader looks into, one by one."""
MAX_DEPTH = 6
_SCALARS = (
    (pa.types.is_boolean, "bool"),
    (pa.types.is_integer, "int"),
    (pa.types.is_floating, "float"),
    (pa.types.is_decimal, "float"),
    (pa.types.is_string, "string"),
    (pa.types.is_large_string, "string"),
    (pa.types.is_string_view, "string"),
    (pa.types.is_null, "null"),
)


def arrow_columns(schema: pa.Schema) -> Columns:
    """Return the kinds of a parquet file's columns."""
    return {field.name: _arrow_kind(field.type) for field in schema}


def json_columns(rows: Iterable[Any]) -> Columns:
    """Return the most common kind of each key among JSON rows; what is no object is passed over."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name, value in row.items() if isinstance(row, dict) else ():
            seen[name][json.dumps(_json_kind(value), sort_keys=True)] += 1
    return {name: json.loads(kinds.most_common(1)[0][0]) for name, kinds in seen.items()}


def check_columns(path: Path, found: Columns, needed: Columns, optional: Columns) -> None:
    """Hold a file against what its reader states.

    Raises:
        SchemaDrift: a needed column is missing, or a column has another kind; the message names
            file, column, expected and found.
    """
    for name, kind in needed.items():
        if name not in found:
            raise SchemaDrift(
                f"{path}: column {name!r} is missing: expected {_words(kind)}, found columns "
                f"{', '.join(sorted(found)) or 'none'}; pin the revision this reader was written "
                "for, or mend the reader"
            )
    for name, kind in {**optional, **needed}.items():
        if name in found and not matches(kind, found[name]):
            raise SchemaDrift(
                f"{path}: column {name!r} changed its type: expected {_words(kind)}, found "
                f"{_words(found[name])}; pin the revision this reader was written for, or mend "
                "the reader"
            )


def matches(needed: Kind, found: Kind) -> bool:
    """Tell whether `found` will do. So will extra struct members, and a column without a value."""
    if found == "null" or needed == ANYTHING:
        return True
    if isinstance(needed, tuple):
        return any(matches(kind, found) for kind in needed)
    if isinstance(needed, list):
        return isinstance(found, list) and matches(needed[0], found[0])
    if isinstance(needed, Mapping):
        return isinstance(found, Mapping) and all(
            name in found and matches(kind, found[name]) for name, kind in needed.items()
        )
    return needed == found


def _arrow_kind(kind: pa.DataType) -> Kind:
    if pa.types.is_dictionary(kind):
        return _arrow_kind(kind.value_type)
    if pa.types.is_struct(kind):
        return {field.name: _arrow_kind(field.type) for field in kind}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return [_arrow_kind(kind.value_type)]
    return next((name for is_kind, name in _SCALARS if is_kind(kind)), str(kind))


def _json_kind(value: Any, depth: int = 0) -> Kind:
    if depth == MAX_DEPTH:
        return "nested"
    if isinstance(value, dict):
        return {name: _json_kind(member, depth + 1) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_json_kind(value[0], depth + 1) if value else "null"]
    names = {bool: "bool", int: "int", float: "float", str: "string", type(None): "null"}
    return names[type(value)]


def _words(kind: Kind) -> str:
    if isinstance(kind, tuple):
        return " or ".join(map(_words, kind))
    if isinstance(kind, list):
        return f"list of {_words(kind[0])}"
    if isinstance(kind, Mapping):
        return "{" + ", ".join(f"{name}: {_words(member)}" for name, member in kind.items()) + "}"
    return kind
