"""What is printed: rows as a table, CSV or JSON in one way, numbers as people read them.

A table is as wide as its cells. Where the terminal is narrower, columns that may wrap fold; where
that does not suffice, every row becomes a block of its own. Colour is for terminals: rich leaves it
out of pipes. What models and datasets wrote is escaped in whatever goes to a person.
"""

import csv
import json
import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pydantic import ValidationError

NOTHING = "–"
"""The cell of a value that is None."""
FOLDED = 24
"""Characters that a folding column keeps at least."""
GAP = 3
"""Characters between two columns."""
UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
EXCERPT = 160
"""Characters of a longer text that are shown."""
MOST_SAID = 600
"""Characters of what a rule says of a value, and of the value's name."""

Format = Literal["table", "csv", "json"]
"""How rows are printed."""


def age(passed: timedelta) -> str:
    """Return `passed` in the largest unit that fits: "3 days", "1 hour", "0 seconds"."""
    seconds = int(passed.total_seconds())
    unit, size = next((one for one in UNITS if seconds >= one[1]), UNITS[-1])
    many = seconds // size
    return f"{many} {unit}{'' if many == 1 else 's'}"


def cell(value: Any) -> str:
    """Return any value for people: four digits of a float, a dash for None."""
    if value is None:
        return NOTHING
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def count(value: int) -> str:
    """Return "1,650"."""
    return f"{value:,}"


def size(many: int) -> str:
    """Return bytes in the largest unit that fits: "512 B", "1.2 MB", "3.4 GB"."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "KB")):
        if many >= unit:
            return f"{many / unit:.1f} {name}"
    return f"{many} B"


def fixed(digits: int) -> Callable[[float], str]:
    """Return how a number reads with so many digits after the point; a tiny negative one is 0."""
    return lambda value: f"{round(value, digits) + 0.0:.{digits}f}"


def percent(share: float, digits: int = 1) -> str:
    """Return a share in [0, 1] as "3.6%"."""
    return f"{fixed(digits)(100 * share)}%"


def exact_percent(share: float) -> str:
    """Return 0.95 as "95%" and 0.999 as "99.9%"."""
    return f"{100 * share:.6g}%"


def points(difference: float) -> str:
    """Return a difference of two shares, signed, as "+1.8 points"."""
    return f"{round(100 * difference, 1) + 0.0:+.1f} points"


def interval(low: float, high: float) -> str:
    """Return a range of shares, in percent without the sign: "[1.7, 7.7]"."""
    return f"[{fixed(1)(100 * low)}, {fixed(1)(100 * high)}]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    of: str | Callable[[Any], Any] | None = None
    """A key or attribute of the row, or a function of the row. None: the key `title`."""
    show: Callable[[Any], str] = cell
    """How a value that is not None reads; lines of text where it has several."""
    wrap: bool = False
    """Fold this column before rows become blocks."""
    right: bool = False
    """Stand on the right, as numbers do by themselves."""
    style: Callable[[Any], str] | None = None
    """Of rich, for a row."""

    def value(self, row: Any) -> Any:
        """Return the row's value in this column."""
        if callable(self.of):
            return self.of(row)
        name = self.title if self.of is None else self.of
        return row[name] if isinstance(row, Mapping) else getattr(row, name)

    def text(self, row: Any) -> Text:
        """Return the row's cell."""
        value = self.value(row)
        shown = NOTHING if value is None else self.show(value)
        return Text(harmless(shown), self.style(row) if self.style else "")


def print_rows(
    rows: Iterable[Any],
    columns: Sequence[Column],
    output: Format = "table",
    *,
    title: str = "",
    caption: str = "",
) -> None:
    """Print rows, dicts or dataclasses, on stdout.

    Args:
        rows: what a line of the table is made of.
        columns: what is shown of each. Numbers stand on the right.
        output: CSV and JSON hold every column's value under its title, as it is.
        title: above the table.
        caption: below it; neither is part of CSV or JSON.
    """
    rows = list(rows)
    if output == "json":
        print_json([{one.title: one.value(row) for one in columns} for row in rows])
    elif output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(one.title for one in columns)
        writer.writerows([one.value(row) for one in columns] for row in rows)
    else:
        _print_table(rows, columns, title)
        if caption:
            say(caption, style="dim")


def print_json(value: Any) -> None:
    """Print one JSON value; what JSON does not know, a time or NaN say, becomes text."""
    form = {"ensure_ascii": False, "indent": 1, "default": _for_json, "allow_nan": False}
    try:
        text = json.dumps(value, **form)
    except ValueError:
        text = json.dumps(_finite(value), **form)
    print(text.encode("utf-8", "backslashreplace").decode())  # half a surrogate pair has no UTF-8


def _for_json(value: Any) -> int | float | str:
    """Return a number for DuckDB's sums of integers and decimals, and text for the rest."""
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def print_answer(said: Any, as_json: bool, show: Callable[[Any], None]) -> None:
    """Print what a command found: as one JSON value, or as `show` does for people."""
    print_json(said) if as_json else show(said)


def say(*parts: str | tuple[str, str], style: str = "") -> None:
    """Print one line for people. A part may be (text, style); nothing in it is markup."""
    told = [(part, "") if isinstance(part, str) else part for part in parts]
    line = Text.assemble(*((harmless(text), own) for text, own in told), style=style)
    Console(highlight=False, soft_wrap=True).print(line)


def few(texts: Iterable[str], most: int = 8) -> Iterator[str]:
    """Yield the first texts, and how many more there are."""
    texts = list(texts)
    yield from texts[:most]
    if len(texts) > most:
        yield f"and {len(texts) - most} more: --json has all"


def excerpt(text: str, most: int = EXCERPT) -> str:
    """Return the beginning of a text on one line, harmless."""
    shown = harmless(" ".join(text.split()))
    return shown if len(shown) <= most else shown[:most] + "…"


def harmless(text: str) -> str:
    """Return `text` with every character a terminal would act on shown as its escape.

    What models and datasets write is hostile: an escape sequence can clear a screen or set a
    clipboard. Line ends and tabs stay.
    """
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        else char.encode("unicode_escape").decode()
        for char in text
    )


def first_problem(error: "ValidationError") -> str:
    """Return what is wrong with the first value that is refused, in a sentence for a terminal."""
    from tinylora.section import shown  # most commands need not wait for pydantic

    first = error.errors(include_url=False, include_context=False)[0]
    said = excerpt(first["msg"].removeprefix("Value error, "), MOST_SAID)
    if first["loc"]:
        said = f"{excerpt('.'.join(map(str, first['loc'])), MOST_SAID)}: {said}"
    elif first["type"] == "value_error":  # where values meet: the sentence names them
        return said
    return f"{said} (got {shown(first['input'])})"


def _finite(value: Any) -> Any:
    """Return a value with text for its numbers that are infinite or NaN, at any depth."""
    if isinstance(value, Mapping):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _print_table(rows: Sequence[Any], columns: Sequence[Column], title: str) -> None:
    console, cells = Console(highlight=False), [[one.text(row) for one in columns] for row in rows]
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    least = GAP * (len(columns) - 1)
    for place, one in enumerate(columns):
        right = one.right or _are_numbers(one.value(row) for row in rows)
        table.add_column(
            Text(harmless(one.title)),
            justify="right" if right else "left",
            no_wrap=not one.wrap,
            overflow="fold",
        )
        lines = [len(one.title), *(line.cell_len for row in cells for line in row[place].split())]
        least += min(max(lines), FOLDED) if one.wrap else max(lines)
    for row in cells:
        table.add_row(*row)
    if title:
        say(title, style="italic")
    if least <= console.width:
        console.print(table)
        return
    for row in cells:
        console.print(_block(columns, row))
        console.print()


def _block(columns: Sequence[Column], row: Sequence[Text]) -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column(min_width=max(len(one.title) for one in columns), no_wrap=True, style="bold")
    block.add_column(overflow="fold")
    for one, text in zip(columns, row, strict=True):
        block.add_row(Text(harmless(one.title)), Text(" ").join(text.split()))
    return block


def _are_numbers(values: Iterable[Any]) -> bool:
    found = [value for value in values if value is not None]
    numbers = int | float | Decimal
    return all(isinstance(value, numbers) and not isinstance(value, bool) for value in found)
