"""How a program's output is held against the expected one, as problems name it.

"tokens" (default), "lines", "case_fold", "float:1e-06" (absolute or relative tolerance), or a
checker program's C++ source, for problems with many right answers.
"""

import math
from dataclasses import dataclass
from typing import Self

from tinylora.errors import SettingsError
from tinylora.identity import sha256

MODES = ("tokens", "lines", "case_fold", "float", "program")


@dataclass(frozen=True, slots=True)
class Checker:
    """One way of comparing. `str(checker)` names it, in the warehouse and in identities."""

    mode: str = "tokens"
    tolerance: float | None = None
    """float: the largest absolute or relative difference that passes."""
    source: str | None = None
    """program: C++ of a checker that is called with input, output and answer files."""

    def __str__(self) -> str:
        if self.mode == "float":
            return f"float:{self.tolerance:g}"
        return f"program:{sha256(self.source)[:16]}" if self.source is not None else self.mode

    @classmethod
    def parse(cls, name: str) -> Self:
        """Return the checker of a name such as "tokens" or "float:1e-06".

        Raises:
            SettingsError: there is none of that name, or the tolerance is no number above 0.
        """
        mode, _, tolerance = name.partition(":")
        if mode == "float":
            try:
                number = float(tolerance)
            except ValueError:
                number = math.nan
            if 0 < number < math.inf:
                return cls(mode, number)
        elif name in ("tokens", "lines", "case_fold"):
            return cls(name)
        raise SettingsError(
            f"checker {name!r}: write tokens, lines, case_fold or float:TOLERANCE, e.g. float:1e-6"
        )


TOKENS = Checker()
