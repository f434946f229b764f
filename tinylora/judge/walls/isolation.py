"""The walls there are, and which of them to try for the setting `isolation`.

Started by root, a runner becomes another user before it looks at anything, in all of them.
"""

from tinylora.errors import JudgeFault
from tinylora.judge.walls.in_place import LANDLOCK, RLIMITS
from tinylora.judge.walls.namespaces import Namespaces
from tinylora.judge.walls.walls import Walls

WALLS: dict[str, Walls] = {walls.name: walls for walls in (Namespaces(), LANDLOCK, RLIMITS)}
STRONGEST_FIRST = ("namespaces", "landlock")
"""What `auto` tries; bare limits must be asked for by name."""


def candidates(wanted: str) -> tuple[Walls, ...]:
    """Return the walls to try, in order, for the setting `isolation`.

    Raises:
        JudgeFault: some were asked for by name, and this host lacks what they need.
    """
    if wanted == "auto":
        chosen = (WALLS[name] for name in STRONGEST_FIRST)
        return tuple(walls for walls in chosen if walls.missing() is None)
    missing = WALLS[wanted].missing()
    if missing is not None:
        raise JudgeFault(f"isolation = {wanted} cannot be had: {missing}")
    return (WALLS[wanted],)
