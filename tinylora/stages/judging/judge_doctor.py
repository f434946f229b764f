"""What this host offers the judge: walls, compiler, speed, and whether it judges rightly."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tinylora.errors import JudgeFault
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.walls.isolation import STRONGEST_FIRST

MODES = {
    "namespaces": "own processes, network, mounts; plus all of landlock",
    "landlock": "Landlock, system call filter, rlimits",
    "rlimits": "no walls: the host's files lie open; only by name, never by itself",
}


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

    @property
    def right(self) -> bool:
        """Whether the judge said what is known."""
        return self.expected == self.got


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found. `isolation` None: nothing can be judged here, and `fault` says why."""

    modes: tuple[Mode, ...]
    isolation: str | None = None
    compiler: str | None = None
    slowness: float | None = None
    canaries: tuple[Canary, ...] = ()
    fault: str | None = None

    @property
    def well(self) -> bool:
        """Whether this host judges, and rightly."""
        return self.fault is None and all(canary.right for canary in self.canaries)

    def to_row(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        canaries = [{**asdict(canary), "right": canary.right} for canary in self.canaries]
        return {"well": self.well, **asdict(self), "canaries": canaries}


def examine(settings: JudgeSettings, scratch: Path) -> Diagnosis:
    """Try every mode, and judge all canaries in the one that `settings` lead to."""
    wanted = STRONGEST_FIRST if settings.isolation == "auto" else (settings.isolation,)
    modes: list[Mode] = []
    found: dict[str, Any] = {}
    for name, gives in MODES.items():
        chosen = name in wanted and not found
        try:
            with _pool(name, settings, scratch) as pool:
                if chosen:
                    found = {"isolation": name, **_judged(pool)}
        except JudgeFault as fault:
            modes.append(Mode(name, gives, str(fault)))
        else:
            modes.append(Mode(name, gives, None))
    refusals = dict.fromkeys(mode.refusal for mode in modes if mode.name in wanted and mode.refusal)
    return Diagnosis(tuple(modes), **found or {"fault": "; ".join(refusals)})


def _judged(pool: JudgePool) -> dict[str, Any]:
    host = {"compiler": pool.compiler, "slowness": round(pool.slowness, 2)}
    try:
        judged = pool.judge_canaries()
    except JudgeFault as fault:
        return {**host, "fault": str(fault)}
    canaries = tuple(
        Canary(str(want), str(got.verdict), got.first_failure and got.first_failure.message)
        for want, got in judged
    )
    return {**host, "canaries": canaries}


def _pool(mode: str, settings: JudgeSettings, scratch: Path) -> JudgePool:
    return JudgePool(settings.model_copy(update={"isolation": mode}), scratch, check=False)
