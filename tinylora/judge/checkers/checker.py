"""How a program's output is held against the expected one, as problems name it.

"tokens" (default), "lines", "case_fold", "json", "float:1e-06" (absolute or relative tolerance), or
a checker program's C++ source, for problems with many right answers.
"""

import math
from dataclasses import dataclass
from typing import Self

from tinylora.errors import SettingsError
from tinylora.identity import sha256

TEXT_MODES = ("tokens", "lines", "case_fold", "json")
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
    """program: C++ of a checker that is called with input, output and answer files."""

    def __post_init__(self) -> None:
        has_number = self.tolerance is not None and 0 < self.tolerance < math.inf
        known = self.mode in TEXT_MODES or self.mode in ("float", "program")
        if (
            not known
            or has_number is not (self.mode == "float")
            or (self.source is not None) is not (self.mode == "program")
        ):
            raise SettingsError(f"checker {self.mode!r}, tolerance {self.tolerance}: {HINT}")

    def __str__(self) -> str:
        if self.mode == "float":
            return f"float:{self.tolerance!r}"
        return f"program:{sha256(self.source)[:16]}" if self.source is not None else self.mode

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the checker of a name such as "float:1e-06", or of a checker program's source.

        Raises:
            SettingsError: there is none of that name, or the tolerance is no number above 0.
        """
        if "\n" in text or "#include" in text:  # no name does
            return cls("program", source=text)
        mode, _, tolerance = text.partition(":")
        try:
            return cls(mode, float(tolerance)) if mode == "float" else cls(text)
        except (ValueError, SettingsError) as error:
            raise SettingsError(f"checker {text!r}: {HINT}") from error


TOKENS = Checker()
