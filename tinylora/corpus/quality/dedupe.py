"""Which statements are the same, and which nearly so.

A statement is compared by its words alone (`statement_words`). Equal words are an exact duplicate.
Near duplicates share runs of five words (Jaccard similarity): MinHash (datasketch) proposes the
pairs, the texts themselves decide. Statements that put another operator in the same place are
never near duplicates: (a + b) · c is not (a + b) / c.

Not seen: the same problem told in other words or in another language.
"""

from collections.abc import Iterator

import xxhash
from datasketch import LeanMinHash, MinHash, MinHashLSH

from tinylora.corpus.statements.words import OPERATORS, words
from tinylora.identity import sha256

NEAR_DUPLICATE = 0.5
"""Share of common runs of words from which two statements count as one problem. Higher lets easy
and hard versions of a problem, and copies without their notes, pass for different ones; lower makes
one problem of two short statements that merely share headings and input format."""
RUN = 5
"""Words in a run. One changed word costs five runs."""
PERMUTATIONS = 128
"""Hashes of a signature: its estimate of a similarity has a standard error of at most 0.044."""
BANDS = (42, 3)
"""Signatures that agree on one of 42 bands of 3 hashes are candidates: 99.6% of the pairs with
similarity 0.5, and more above."""
DOUBT = 0.15
"""Candidates whose estimate lies further than this below NEAR_DUPLICATE are left out: 3.4 standard
errors."""


def normalised(statement: str) -> str:
    """Return the words of a statement, one space between two; a text without any stays as it is."""
    return " ".join(words(statement)) or statement


def statement_sha(statement: str) -> str:
    """Return the SHA-256 of the normalised statement in hex: exact duplicates share it."""
    return sha256(normalised(statement))


def similarity(one: str, other: str) -> float:
    """Return the Jaccard similarity of two statements' runs of words, 0 to 1."""
    runs, others = _runs(one), _runs(other)
    common = len(runs & others)
    return common / (len(runs) + len(others) - common)


def operators_differ(one: str, other: str) -> bool:
    """Tell whether they compute otherwise in some place, known by two words on either side."""
    places, others = _operators(one), _operators(other)
    return any(places[place].isdisjoint(others[place]) for place in places.keys() & others.keys())


def _operators(statement: str) -> dict[tuple[str, ...], set[str]]:
    """Return what operators do, by the words around them (another operator is any)."""
    told = normalised(statement).split(" ")
    masked = ["*" if word in OPERATORS else word for word in told]
    places: dict[tuple[str, ...], set[str]] = {}
    for at, word in enumerate(told):
        if word in OPERATORS:
            around = (*masked[max(0, at - 2) : at], "", *masked[at + 1 : at + 3])
            places.setdefault(around, set()).add(OPERATORS[word])
    return places


def signature(statement: str) -> bytes:
    """Return the MinHash of a statement: the same bytes in every process and on every machine."""
    minhash = MinHash(PERMUTATIONS, seed=1, scheme="affine32", hashfunc=xxhash.xxh32_intdigest)
    minhash.update_batch(run.encode("utf-8", "surrogatepass") for run in _runs(statement))
    lean = LeanMinHash(minhash)
    stored = bytearray(lean.bytesize("<"))
    lean.serialize(stored, "<")
    return bytes(stored)


class StatementIndex:
    """The signatures known so far, by name; answers which of them a new one may look like.

    About 13 KB of memory a statement.
    """

    def __init__(self) -> None:
        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
        self._signatures: dict[str, LeanMinHash] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._signatures

    def add(self, name: str, stored: bytes) -> None:
        """Remember a signature under a name that is not there yet."""
        self._signatures[name] = LeanMinHash.deserialize(stored, "<")
        self._index.insert(name, self._signatures[name])

    def candidates(self, stored: bytes) -> Iterator[str]:
        """Yield the names of statements that may be near duplicates; `similarity` decides."""
        asked = LeanMinHash.deserialize(stored, "<")
        for name in self._index.query(asked):
            if asked.jaccard(self._signatures[name]) >= NEAR_DUPLICATE - DOUBT:
                yield name


def _runs(statement: str) -> set[str]:
    """Return the runs of RUN words; a shorter statement is one run."""
    told = normalised(statement).split(" ")
    return {" ".join(told[i : i + RUN]) for i in range(max(1, len(told) - RUN + 1))}
