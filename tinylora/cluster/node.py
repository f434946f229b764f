"""What a node of a cluster does: judge shards of submissions with a judge of its own.

No ray here: in a cluster an actor holds a `Node` (`members.py`), and a test calls one as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tinylora.errors import CheckerFault, JudgeStopped
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement
from tinylora.paths import home


@dataclass(frozen=True)
class Judges:
    """What a host judges with: all that is in a judgement's identity besides the submission."""

    judge_version: str
    isolation: str
    compilers: dict[str, str]
    """The version of what compiles or runs each language."""

    def differences(self, other: "Judges") -> list[str]:
        """Return in words what another host has otherwise than this one.

        Of the languages those count that both were asked for.
        """
        pairs = {
            "the judge's code": (self.judge_version, other.judge_version),
            "walls": (self.isolation, other.isolation),
            **{
                language: (mine, other.compilers[language])
                for language, mine in self.compilers.items()
                if language in other.compilers
            },
        }
        return [
            f"{what}: {theirs!r} there, {ours!r} here"
            for what, (ours, theirs) in pairs.items()
            if ours != theirs
        ]


@dataclass(frozen=True)
class Judged:
    """A shard's judgements, in the shard's order; a CheckerFault is its submission's own."""

    outcomes: list[Judgement | CheckerFault]


@dataclass(frozen=True)
class Differs:
    """The node judges otherwise than was asked for, so it judged nothing."""

    how: list[str]


@dataclass(frozen=True)
class Stopped:
    """A canary was wrong on the node: it judges no more."""

    why: str
    doubtful: frozenset[str]
    """Identities of the judgements that it made since its canaries were last right."""


class Node:
    """A judge that lives as long as its process; calls may run side by side."""

    def __init__(self) -> None:
        self._judge: Judge | None = None

    def open(self, settings: JudgeSettings, languages: Sequence[str]) -> Judges:
        """Start the judge, let these languages be submitted, and say what it judges with.

        Raises:
            JudgeFault: this host lacks something, or a canary does not get its verdict.
        """
        self._judge = open_judge(settings, home())
        return self.admit(languages)

    def admit(self, languages: Sequence[str]) -> Judges:
        """Let these languages be submitted, once their canaries are right.

        Raises:
            JudgeFault: this host lacks something, or a canary does not get its verdict.
        """
        compilers = {language: self._judge.admit(language) for language in languages}
        judge = self._judge
        return Judges(judge.judge_version, judge.isolation, compilers)

    def judge(self, shard: Sequence[Submission], wanted: Judges) -> Judged | Differs | Stopped:
        """Judge a shard, as many of its submissions at once as the judge has workers.

        Args:
            shard: the submissions.
            wanted: what they are to be judged with.

        Raises:
            JudgeFault: one of them could not be judged here; nothing is said of the shard.
        """
        how = wanted.differences(self.admit(sorted({one.language for one in shard})))
        if how:
            return Differs(how)
        outcomes = []
        try:
            for future in [self._judge.submit(submission) for submission in shard]:
                try:
                    outcomes.append(future.result())
                except CheckerFault as fault:
                    outcomes.append(fault)
        except JudgeStopped as stopped:
            return Stopped(str(stopped), self._judge.doubtful)
        return Judged(outcomes)

    def close(self) -> None:
        """End the judge; what it runs is not finished."""
        if self._judge is not None:
            self._judge.__exit__(KeyboardInterrupt, None, None)
