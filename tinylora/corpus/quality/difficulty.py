"""How hard a source says a problem is, on the scale of Codeforces ratings.

The prior, in this order; the first that says something counts:

| the source states | prior | why |
|---|---|---|
| a Codeforces rating | itself | measured on thousands of people |
| a contest letter | A 900, B 1200, C 1500, D 1800, E 2100, F 2400, G 2600, H+ 2800 | they climb |
| a word | EASY 1000, MEDIUM 1600, HARD 2200, HARDER 2500, HARDEST 2800 | the middles of bands |
| a contest in the title | the table of `contest_ratings` | all a luogu problem tells |

A rating comes first because letters are relative to a division: a Div. 1 A is no beginner's task.
Anything else (UNKNOWN, EXTERNAL, nothing at all) has no prior. Buckets are cut from the prior in
SQL (`sql/views/03_cut_points.sql`), nowhere else.
"""

import re
from typing import NamedTuple

from tinylora.corpus.quality.contest_ratings import contest_rating
from tinylora.problem import Problem

LETTERS = dict(
    zip("ABCDEFG", (900, 1200, 1500, 1800, 2100, 2400, 2600), strict=True)
) | dict.fromkeys("HIJKLMNOPQRSTUV", 2800)
WORDS = {"EASY": 1000, "MEDIUM": 1600, "HARD": 2200, "HARDER": 2500, "HARDEST": 2800}
_BRACKETED = re.compile(r"\s*[\[【]([^\]】]+)[\]】](?:.*?(\s[BSGP])\s*$)?")


class Prior(NamedTuple):
    """What is known of a problem's difficulty before anybody measured it."""

    rating: int | None
    """Codeforces scale. None: the source says nothing that we can read."""
    source: str | None
    """What the rating was read from: rating, letter, word or contest."""


def prior(problem: Problem) -> Prior:
    """Return a problem's difficulty by what its source states."""
    stated = (problem.difficulty or "").strip().upper()
    for source, rating in (
        ("rating", problem.cf_rating),
        ("letter", LETTERS.get(stated)),
        ("word", WORDS.get(stated)),
        ("contest", _of_contest(problem)),
    ):
        if rating is not None:
            return Prior(rating, source)
    return Prior(None, None)


def _of_contest(problem: Problem) -> int | None:
    """Return what the contest named in the title says; a title is not searched beyond the name."""
    if found := _BRACKETED.match(problem.title):
        return contest_rating(found[1] + (found[2] or ""))
    if problem.extra.get("source") == "ATCODER":
        return contest_rating(problem.title.partition(" - ")[0])
    return None
