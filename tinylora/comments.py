"""What the warehouse says of itself: a comment on every table, view, macro and column.

A table's stand in `sql/comments/TABLE.sql`. A view's file opens with what a row is, which becomes
its comment, and ends with comments on the columns it computes. A column that a view hands on means
there what it means where it comes from, so its comment is taken over and written once.
"""

import re
from collections.abc import Iterator, Mapping

from tinylora.paths import SQL

_READS = re.compile(r"\b(?:from|join)\s+(\w+)")

Comments = Mapping[tuple[str, str], str | None]
"""By relation and column; None where there is none."""


def header(text: str) -> str:
    """Return the comment that an SQL file opens with, as one line."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def first_sentence(text: str) -> str:
    """Return `text` up to its first full stop that a capital follows."""
    return re.split(r"(?<=\.) (?=[A-Z$])", text, maxsplit=1)[0]


def comments_to_add(comments: Comments) -> str:
    """Return the statements that comment on views, macros, and the columns that views hand on.

    Args:
        comments: of all columns of tables and views, as the files of `sql/` leave them.
    """
    known = dict(comments)
    statements = [
        f"comment on macro {'table ' if _is_table(text) else ''}{name} is {_quoted(header(text))};"
        for name, text in _files("macros")
    ]
    for name, text in _files("views"):
        statements.append(f"comment on view {name} is {_quoted(header(text))};")
        sources = _READS.findall(re.sub(r"--[^\n]*", "", text))
        for relation, column in [key for key in known if key[0] == name]:
            if known[name, column] is not None:
                continue
            found = [known[source, column] for source in sources if known.get((source, column))]
            if found:
                known[name, column] = found[0]
                statements.append(f"comment on column {relation}.{column} is {_quoted(found[0])};")
    return "\n".join(statements)


def _files(folder: str) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what the files of a folder make; a view's number gives its turn."""
    for path in sorted((SQL / folder).glob("*.sql")):
        yield re.sub(r"^\d+_", "", path.stem), path.read_text(encoding="utf-8")


def _is_table(macro: str) -> bool:
    return " as table" in macro


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
