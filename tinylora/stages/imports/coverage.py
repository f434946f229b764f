"""Whether a file of completions covers the problem set evenly; else its rates mean others."""

from collections.abc import Sequence

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import count
from tinylora.stages.imports.completions_file import CompletionsFile
from tinylora.warehouse import Row

NAMED = 5


def cover(file: CompletionsFile, problems: Sequence[Row], partial: bool) -> None:
    """Refuse a file that lacks problems or samples; with `partial` even out what is there.

    Args:
        file: holds at least one completion; samples that other problems lack are rejected from it.
        problems: the whole set.
        partial: evaluate the problems that are there, each with as many samples as all have.

    Raises:
        NotComparable: something is missing; it is named.
    """
    samples = file.samples
    most, fewest = max(samples.values()), min(samples.values())
    missing = [row for row in problems if not samples[row["problem_key"]]]
    fewer = [row for row in problems if 0 < samples[row["problem_key"]] < most]
    if (missing or fewer) and not partial:
        lacks = [
            *([f"{_names(missing)} of {len(problems)} without a completion"] if missing else []),
            *([f"{_names(fewer)} with fewer than {most} samples"] if fewer else []),
        ]
        raise NotComparable(
            f"{'; '.join(lacks)}: add them, or evaluate what is there, on a problem set of its "
            "own, with --partial"
        )
    if fewer:
        seen = dict.fromkeys(samples, 0)
        kept = []
        for key, sample in sorted(file.kept):
            if seen[key] < fewest:
                kept.append((key, sample))
            seen[key] += 1
        file.drop(kept, f"another problem has {count(fewest, 'sample')} only")


def _names(rows: Sequence[Row]) -> str:
    shown = [f"{row['dataset']} {row['native_id']} ({row['problem_key']})" for row in rows[:NAMED]]
    more = ", …" if len(rows) > NAMED else ""
    return f"{count(len(rows), 'problem')} ({', '.join(shown)}{more})"
