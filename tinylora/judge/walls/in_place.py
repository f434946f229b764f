"""A runner that stays among the host's files: behind Landlock's walls, or behind none."""

from dataclasses import dataclass
from pathlib import Path

from tinylora.judge.walls.walls import FOLDER, RUNNER, Access, runner_words


@dataclass(frozen=True, slots=True)
class InPlace:
    """See `Walls`. The runner builds them itself, as far as it is told to."""

    name: str
    promises: str
    hold: bool

    def missing(self) -> str | None:
        """Return None: only a runner that starts shows what the kernel has."""
        return None

    def runner(self, folder: Path, box: Path, uid: int, channel: int, access: Access) -> list[str]:
        """Return the command; it is to be started in the box."""
        return runner_words(str(folder / FOLDER / RUNNER), channel, uid, self.hold, ".", access)


LANDLOCK = InPlace("landlock", "Landlock, system call filter, rlimits", hold=True)
"""With no new privileges it is complete on its own."""
RLIMITS = InPlace(
    "rlimits", "no walls: the host's files lie open; only by name, never by itself", hold=False
)
"""Resource limits; descendants are hunted down."""
