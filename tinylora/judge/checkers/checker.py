"""How a program's output is held against the expected one, as problems name it.

"tokens" (default), "lines", "case_fold", "json", "float:1e-06" (absolute or relative tolerance), or
the C++ source of a program, for problems with many right answers: a checker as testlib has them, or
an output validator as problem packages have them, whose text begins with a line of its own:
"validator", and the arguments it is called with.
"""

import math
import shlex
from dataclasses import dataclass
from typing import Self

from tinylora.errors import SettingsError
from tinylora.identity import fingerprint, sha256

TEXT_MODES = ("tokens", "lines", "case_fold", "json")
PROGRAMS = ("program", "validator")
MOST_SHOWN, MOST_OF_FLAGS = 120, 1000
HINT = (
    "write tokens, lines, case_fold, json, float:TOLERANCE such as float:1e-6, or a checker's C++"
)


@dataclass(frozen=True, slots=True)
class Checker:
    """One way of comparing. `str(checker)` names it, in the warehouse and in identities.

    Raises:
        SettingsError: there is no such mode, or it lacks what it compares with.
    """

    mode: str = "tokens"
    tolerance: float | None = None
    """float: the largest absolute or relative difference that passes."""
    source: str | None = None
    """program: C++ of a checker that is called with input, output and answer files. validator: C++
    of one that is called with input, answer, a folder for its words and `flags`, and reads the
    output from stdin (checking.py)."""
    flags: tuple[str, ...] = ()
    """validator: its further arguments."""

    def __post_init__(self) -> None:
        has_number = self.tolerance is not None and 0 < self.tolerance < math.inf
        known = self.mode in TEXT_MODES or self.mode == "float" or self.mode in PROGRAMS
        if (
            not known
            or has_number is not (self.mode == "float")
            or (self.source is not None) is not (self.mode in PROGRAMS)
            or (self.flags and self.mode != "validator")
        ):
            raise SettingsError(f"checker {self.mode!r}, tolerance {self.tolerance}: {HINT}")
        words = " ".join(self.flags)
        if len(words) > MOST_OF_FLAGS or any(not one.isprintable() for one in self.flags):
            raise SettingsError(
                f"checker {words[:MOST_SHOWN]!r}: a validator's arguments are {MOST_OF_FLAGS} "
                "printable characters together at most"
            )

    def __str__(self) -> str:
        if self.mode == "float":
            return f"float:{self.tolerance!r}"
        if self.mode == "validator":
            return f"validator:{fingerprint([self.source, self.flags])}"
        return f"program:{sha256(self.source)[:16]}" if self.source is not None else self.mode

    @property
    def text(self) -> str:
        """What `parse` makes this checker of: its name, or its program's source."""
        if self.mode == "validator":
            return f"{shlex.join((self.mode, *self.flags))}\n{self.source}"
        return str(self) if self.source is None else self.source

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the checker of a name such as "float:1e-06", or of a program's source.

        Raises:
            SettingsError: there is none of that name, or the tolerance is no number above 0.
        """
        head, _, source = text.partition("\n")
        mode, _, tolerance = text.partition(":")
        try:
            if head.split(maxsplit=1)[:1] == ["validator"] and source:  # no C++ begins so
                return cls("validator", source=source, flags=tuple(shlex.split(head)[1:]))
            if "\n" in text or "#include" in text:  # no name does
                return cls("program", source=text)
            return cls(mode, float(tolerance)) if mode == "float" else cls(text)
        except (ValueError, SettingsError) as error:
            raise SettingsError(f"checker {text[:MOST_SHOWN]!r}: {HINT}") from error


TOKENS = Checker()
