"""Which test cases of a problem are kept apart: reports run them, rewards and validations never do.

A policy that is paid for some test cases may learn those and not the problem. What it is worth
then shows on cases that paid nothing. Half of what a statement does not show is kept apart, by a
hash of each case alone: a case that joins moves no other, and the same case is on the same side in
every problem that has it. What a statement shows may be printed by a program that solves nothing,
so it is never kept apart.
"""

from collections.abc import Sequence

from tinylora.identity import sha256
from tinylora.problem import Origin

SHOWN = frozenset({Origin.PUBLIC, Origin.STATEMENT})
LEAST = 3
"""Unshown cases either half needs. With fewer a reward pays for guesses and a report cannot tell;
such a problem is not divided."""
SEED = "kept apart"
"""Moves cases from one half to the other: what was reported before then is not comparable."""


def kept_apart(digests: Sequence[str]) -> tuple[str, ...]:
    """Return the digests of the cases kept apart, in their order; empty: too few to divide.

    Args:
        digests: of all test cases of a problem: origin, a blank and the SHA-256 of the content.
    """
    shown = {content for origin, content in map(str.split, digests) if origin in SHOWN}
    unshown = [digest for digest in digests if digest.split()[1] not in shown]
    apart = [digest for digest in unshown if _is_drawn(digest.split()[1])]
    # Distinct contents count: a case that stands there twice tests nothing twice.
    halves = {*apart}, {*unshown} - {*apart}
    return tuple(apart) if min(map(len, halves)) >= LEAST else ()


def _is_drawn(content: str) -> bool:
    return int(sha256(f"{SEED}:{content}"), 16) % 2 == 0
