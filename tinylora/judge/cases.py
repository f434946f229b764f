"""Which test cases judge a completion when not all of them should: a budget of count and bytes.

Never the first few: those are the samples in the statement, small and alike, and a program that
hard-codes them would score. A choice shows as many origins, different answers and sizes as fit.
"""

from collections.abc import Iterator, Sequence

from tinylora.problem import TestCase


def choose_cases(
    cases: Sequence[TestCase], most: int | None, most_bytes: int | None = None
) -> tuple[TestCase, ...]:
    """Return at most `most` test cases of at most `most_bytes` bytes together, in their order.

    Origins take turns. Within an origin a case whose expected output is new comes before one whose
    output was offered already, and either kind is spread over sizes. A case that does not fit into
    the bytes left is passed over. None: no bound. One case is always chosen, the smallest where
    none fits. The choice depends on nothing but the arguments.
    """
    sizes = [_size(case) for case in cases]
    most = len(cases) if most is None else most
    left = sum(sizes) if most_bytes is None else most_bytes
    if len(cases) <= most and sum(sizes) <= left:
        return tuple(cases)
    chosen = []
    for index in _by_turns(cases, sizes):
        if len(chosen) < most and sizes[index] <= left:
            chosen.append(index)
            left -= sizes[index]
    chosen = chosen or [min(range(len(cases)), key=sizes.__getitem__)]
    return tuple(cases[index] for index in sorted(chosen))


def _by_turns(cases: Sequence[TestCase], sizes: Sequence[int]) -> Iterator[int]:
    """Yield the index of every case, one of each origin a round."""
    by_origin: dict[str, list[int]] = {}
    for index, case in enumerate(cases):
        by_origin.setdefault(case.origin, []).append(index)
    queues = [
        _preferred(cases, sorted(found, key=sizes.__getitem__)) for found in by_origin.values()
    ]
    for turn in range(max(map(len, queues))):
        yield from (queue[turn] for queue in queues if turn < len(queue))


def _preferred(cases: Sequence[TestCase], by_size: list[int]) -> list[int]:
    """Return the indices so that every prefix has different outputs first, then different sizes."""
    seen: set[str] = set()
    new, repeated = [], []
    for place in spread(len(by_size)):
        output = cases[by_size[place]].output
        (repeated if output in seen else new).append(by_size[place])
        seen.add(output)
    return new + repeated


def spread(count: int) -> list[int]:
    """Return 0..count-1, every prefix spread over the range: middle, quarters, eighths."""
    order, stretches = [], [(0, count)]
    for start, end in stretches:  # grows while we walk it: halves after wholes
        if start < end:
            middle = (start + end) // 2
            order.append(middle)
            stretches += [(start, middle), (middle + 1, end)]
    return order


def _size(case: TestCase) -> int:
    return sum(
        len(text) if text.isascii() else len(text.encode()) for text in (case.input, case.output)
    )
