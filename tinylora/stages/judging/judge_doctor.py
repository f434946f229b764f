"""What this host offers the judge: walls, languages, speed, and whether it judges rightly."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tinylora.errors import JudgeFault
from tinylora.judge.languages.cpp import CPP
from tinylora.judge.languages.registry import LANGUAGES
from tinylora.judge.open_judge import open_judge
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.walls.isolation import STRONGEST_FIRST, WALLS


@dataclass(frozen=True)
class Mode:
    """One way of isolating, and why this host does not offer it (None: it does)."""

    name: str
    gives: str
    refusal: str | None


@dataclass(frozen=True)
class Canary:
    """A program whose verdict is known, and what it got."""

    expected: str
    got: str
    why: str | None
    language: str = CPP.name

    @property
    def right(self) -> bool:
        """Whether the judge said what is known."""
        return self.expected == self.got


@dataclass(frozen=True)
class Known:
    """A language beside C++: what compiles or runs it here, or why nothing does."""

    name: str
    version: str | None
    refusal: str | None = None


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found. `isolation` None: nothing can be judged here, and `fault` says why."""

    modes: tuple[Mode, ...]
    isolation: str | None = None
    compiler: str | None = None
    slowness: float | None = None
    canaries: tuple[Canary, ...] = ()
    fault: str | None = None
    languages: tuple[Known, ...] = ()

    @property
    def well(self) -> bool:
        """Whether this host judges, and rightly, all that it can judge; C++ is needed."""
        return self.fault is None and all(canary.right for canary in self.canaries)

    def to_row(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        canaries = [{**asdict(canary), "right": canary.right} for canary in self.canaries]
        return {"well": self.well, **asdict(self), "canaries": canaries}


def examine(settings: JudgeSettings, home: Path) -> Diagnosis:
    """Try every mode, and judge all canaries in the one that `settings` lead to."""
    wanted = STRONGEST_FIRST if settings.isolation == "auto" else (settings.isolation,)
    modes: list[Mode] = []
    found: dict[str, Any] = {}
    for name, walls in WALLS.items():
        chosen = name in wanted and not found
        try:
            with open_judge(
                settings.model_copy(update={"isolation": name}), home, check=False
            ) as judge:
                if chosen:
                    found = {"isolation": name, **_judged(judge)}
        except JudgeFault as fault:
            modes.append(Mode(name, walls.promises, str(fault)))
        else:
            modes.append(Mode(name, walls.promises, None))
    refusals = dict.fromkeys(mode.refusal for mode in modes if mode.name in wanted and mode.refusal)
    return Diagnosis(tuple(modes), **found or {"fault": "; ".join(refusals)})


def _judged(judge: JudgePool) -> dict[str, Any]:
    languages = tuple(_known(judge, name) for name in LANGUAGES if name != CPP.name)
    host = {
        "compiler": judge.compiler,
        "slowness": round(judge.slowness, 2),
        "languages": languages,
    }
    try:
        judged = judge.judge_canaries()
    except JudgeFault as fault:
        return {**host, "fault": str(fault)}
    canaries = tuple(
        Canary(
            str(want),
            str(got.verdict),
            got.first_failure and got.first_failure.message,
            got.limits["language"],
        )
        for want, got in judged
    )
    return {**host, "canaries": canaries}


def _known(judge: JudgePool, language: str) -> Known:
    try:
        return Known(language, judge.admit(language))
    except JudgeFault as fault:
        return Known(language, None, str(fault))
