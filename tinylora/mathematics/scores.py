"""Completions of mathematics problems: each answer found, verified, and rewarded.

What a completion to a mathematics problem is worth. Pure.

reward = correct + (tag present + tag at the end + length credit) / 3, between 0 and 2: form alone
earns up to 1, as much as being right. Watch pass@1 beside it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tinylora.display import excerpt
from tinylora.errors import SourceMissing
from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.echo import without_prompts
from tinylora.mathematics.file import MathFile, MathRow, RejectedRow
from tinylora.mathematics.process import Checked
from tinylora.mathematics.settings import MathRewardSettings
from tinylora.mathematics.text import Where, given_answer, tags, unboxed

WORDS = "words"


@dataclass(frozen=True, slots=True)
class LengthUnit:
    """A unit, and how texts are measured in it."""

    name: str
    """ "words", or "tokens of NAME"."""
    lengths: Callable[[Sequence[str]], list[int]]


def words() -> LengthUnit:
    """Return the unit for want of a tokenizer: what stands between white space.

    A text without white space is one word, however long: let no reward rest on this unit.
    """
    return LengthUnit(WORDS, lambda texts: [len(text.split()) for text in texts])


def tokens(name: str) -> LengthUnit:
    """Return the unit of a tokenizer; special tokens are not added.

    Args:
        name: a tokenizer.json, a folder that holds one, or a repository of the Hugging Face Hub.

    Raises:
        SourceMissing: no tokenizer can be had from there.
    """
    from tokenizers import Tokenizer

    path = Path(name).expanduser()
    file = path / "tokenizer.json" if path.is_dir() else path
    try:
        loaded = (
            Tokenizer.from_file(str(file)) if file.is_file() else Tokenizer.from_pretrained(name)
        )
    except Exception as error:  # the library raises bare Exception
        raise _no_tokenizer(name, error) from error
    loaded.no_truncation()
    loaded.no_padding()

    def lengths(texts: Sequence[str]) -> list[int]:
        whole = [text.encode("utf-8", "replace").decode() for text in texts]  # half a surrogate
        try:
            encoded = loaded.encode_batch(whole, add_special_tokens=False)
        except Exception as error:  # likewise: a part that is missed no sooner than it is asked for
            raise _no_tokenizer(name, error) from error
        return [len(found.ids) for found in encoded]

    return LengthUnit(f"tokens of {name}", lengths)


def _no_tokenizer(name: str, error: Exception) -> SourceMissing:
    return SourceMissing(
        f"--tokenizer {name}: {excerpt(str(error))}; name a tokenizer.json, a folder that holds "
        "one, or a repository of the Hub"
    )


Report = Callable[[int, int], None]
"""Called with problems scored, and problems there are."""


@dataclass(frozen=True, slots=True)
class ScoredCompletion:
    """One completion."""

    answer: str
    where: Where
    right: bool
    """The answer is right, in whatever form it stands."""
    why_not_verified: str | None
    tag_present: bool
    tag_at_end: bool
    length: int
    length_credit: float
    reward: float
    prompt_cut: int
    """Characters of an echoed prompt that were cut off before anything was looked at."""

    @property
    def correct(self) -> bool:
        """Return whether the answer is right and in the tag or a box."""
        return self.right and self.where in (Where.TAG, Where.BOX)


@dataclass(frozen=True, slots=True)
class ScoredProblem:
    """One problem with its completions, in the file's order."""

    row: int
    key: str
    problem: str
    answer: str
    completions: tuple[ScoredCompletion, ...]
    echoed: str
    """The prompt that was cut off its completions; empty where they repeat none."""
    shared_tags: tuple[str, ...]
    """What stands in an answer tag of every completion."""

    def solved(self, k: int) -> bool:
        """Return whether any of the first k completions is correct."""
        return any(completion.correct for completion in self.completions[:k])


def score_file(
    found: MathFile,
    checker: AnswerChecker,
    unit: LengthUnit,
    settings: MathRewardSettings,
    report: Report,
) -> tuple[list[ScoredProblem], list[RejectedRow]]:
    """Return the problems scored, and every row that is not, both in the file's order.

    A prompt that completions repeat is cut off first (`without_prompts`).

    Raises:
        JobFailed: no worker of the checker starts.
    """
    problems, rejects = [], list(found.rejects)
    rows = without_prompts(found.rows, settings.answer_tag)
    executor = ThreadPoolExecutor(checker.workers, thread_name_prefix="score")
    try:
        waiting = [executor.submit(_score, row, checker, unit, settings) for row in rows]
        for done, future in enumerate(as_completed(waiting), start=1):
            scored = future.result()
            (problems if isinstance(scored, ScoredProblem) else rejects).append(scored)
            report(done, len(waiting))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    return sorted(problems, key=lambda p: p.row), sorted(rejects, key=lambda r: r.row)


def _score(
    row: MathRow, checker: AnswerChecker, unit: LengthUnit, settings: MathRewardSettings
) -> ScoredProblem | RejectedRow:
    gold = unboxed(row.answer)
    readable = checker.check_gold(gold)
    if not readable.right:
        why = readable.why or "it does not equal itself"
        return RejectedRow(row.row, "answer_not_checkable", f"{why}: {gold[:100]}")
    given = [given_answer(text, settings.answer_tag) for text in row.generations]
    checked = {answer: checker.check(gold, answer) for answer in {g.text for g in given if g.text}}
    completions = []
    lengths = unit.lengths(row.generations)
    for answer, length, cut in zip(given, lengths, row.cut, strict=True):
        found = checked.get(answer.text, Checked(False))
        correct = found.right and answer.where in (Where.TAG, Where.BOX)
        form = answer.tag_present, answer.tag_at_end, length
        completions.append(
            ScoredCompletion(
                *(answer.text, answer.where, found.right, found.why),
                *(*form, length_credit(length, settings)),
                reward=math_reward(correct, *form, settings),
                prompt_cut=cut,
            )
        )
    held = [dict.fromkeys(tags(text, settings.answer_tag)) for text in row.generations]
    shared = tuple(tag for tag in held[0] if all(tag in each for each in held))
    return ScoredProblem(
        *(row.row, row.key, row.problem, row.answer, tuple(completions)),
        echoed=row.echoed,
        shared_tags=shared,
    )


HIGHEST_REWARD = 2.0


def length_credit(length: int, settings: MathRewardSettings) -> float:
    """Return 1 up to full_length, 0 from no_length, linear between.

    Args:
        length: of the completion, in the unit that the settings' lengths are meant in, >= 0.
        settings: the two lengths.

    Raises:
        ValueError: a negative length.
    """
    if length < 0:
        raise ValueError(f"length {length}: no completion is shorter than nothing")
    span = settings.no_length - settings.full_length
    return min(1.0, max(0.0, (settings.no_length - length) / span))


def math_reward(
    correct: bool, tag_present: bool, tag_at_end: bool, length: int, settings: MathRewardSettings
) -> float:
    """Return the reward of one completion, 0 to 2.

    Args:
        correct: the answer, in tag or box, was verified.
        tag_present: there is a whole answer tag.
        tag_at_end: nothing follows it.
        length: see `length_credit`.
        settings: see `length_credit`.
    """
    form = tag_present + tag_at_end + length_credit(length, settings)
    return correct + form / 3
