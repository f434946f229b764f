"""How programs are compiled and run."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from tinylora.judge.walls.isolation import WALLS
from tinylora.mathematics.settings import CheckSettings
from tinylora.section import Section

Standard = Literal[
    *("c++14", "c++17", "c++20", "c++23"),
    *("gnu++14", "gnu++17", "gnu++20", "gnu++23"),
]
"""What g++ takes as -std; gnu++ ones have GNU's extensions."""
Define = Annotated[str, Field(pattern=r"^[A-Za-z_]\w*(=[^\x00]*)?$")]


class JudgeSettings(Section):
    """How a program is compiled and run, and how an answer of mathematics is compared."""

    compile_time_limit_s: float = Field(10.0, gt=0, le=600)
    """CPU seconds for g++, or for Python to parse a source. Past it the verdict is CE."""
    compile_memory_mb: int = Field(2048, ge=256, le=1 << 20)
    """Memory for g++, or for Python to parse a source."""
    time_limit_s: float = Field(2.0, gt=0, le=600)
    """CPU seconds per test case where the problem states none."""
    memory_limit_mb: int = Field(1024, ge=16, le=1 << 20)
    """Memory where the problem states none (and the most any problem gets)."""
    output_limit_kb: int = Field(16 * 1024, ge=1, le=1 << 20)
    """KiB of output per test case. Past it the verdict is OLE."""
    process_limit: int = Field(64, ge=1, le=1 << 15)
    """Threads of one program, its first among them; past it the verdict is RE. Behind walls a
    program cannot start another process at all."""
    source_limit_kb: int = Field(256, ge=1)
    """KiB of source. Past it the verdict is CE, and nothing is compiled."""
    stop_at_first_failure: bool = False
    """Leave the test cases after the first failure out: faster where only AC or not matters. Then
    passed and score say how far a program came, not how much of it is right."""
    standard: Standard = "gnu++17"
    """-std of g++ -O2, where a submission names none; gnu++17 is g++'s own choice. Strict c++17
    refuses programs that contest judges compile."""
    defines: tuple[Define, ...] = ("ONLINE_JUDGE",)
    """-D of g++: NAME or NAME=VALUE. Contest programs keep debug output and local files behind
    #ifndef ONLINE_JUDGE."""
    mathematics: CheckSettings = CheckSettings()
    """What comparing one answer to a mathematics problem may cost."""
    workers: int | None = Field(None, ge=1)
    """Programs judged at once. None: one per core."""
    canary_every: int = Field(500, ge=0)
    """Judgements after which the canaries are judged again, about 2 s of one worker; a wrong one
    stops the judge. Lower it and fewer judgements are in doubt then. 0: at start only."""
    isolation: str = Field("auto", json_schema_extra={"enum": ["auto", *WALLS]})
    """auto: the strongest this host offers, named at start. rlimits alone must be asked for by
    name."""

    def that_count(self) -> dict[str, Any]:
        """Return, as JSON, what can change a verdict; the rest shapes the wait."""
        waits = {"workers": True, "canary_every": True, "mathematics": {"workers"}}
        return self.model_dump(mode="json", exclude=waits)

    @field_validator("isolation")
    @classmethod
    def _are_walls(cls, name: str) -> str:
        if name != "auto" and name not in WALLS:
            raise ValueError(f"{name!r} are no walls; there are: auto, {', '.join(WALLS)}")
        return name
