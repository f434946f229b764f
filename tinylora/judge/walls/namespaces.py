"""Walls by bubblewrap: own mounts, processes, network and IPC, and all that `landlock` has."""

import os
import shutil
from pathlib import Path

from tinylora.judge.walls.walls import DEVICES, FOLDER, RUNNER, Access, runner_words

INSIDE = "/judge"
"""Where the pool's folder is, seen from inside."""

STREAMS = {
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
    "/dev/fd": "/proc/self/fd",
}
"""What programs may call their standard streams."""


class Namespaces:
    """See `Walls`."""

    name = "namespaces"
    promises = "own processes, network, mounts; plus all of landlock"
    hold = True

    def missing(self) -> str | None:
        """Return the remedy where bubblewrap is not installed."""
        if shutil.which("bwrap"):
            return None
        return "bubblewrap is not installed (apt install bubblewrap)"

    def runner(self, folder: Path, box: Path, uid: int, channel: int, access: Access) -> list[str]:
        """Return the command: bubblewrap, and in it the runner."""
        program = f"{INSIDE}/{FOLDER}/{RUNNER}"
        words = runner_words(program, channel, uid, self.hold, f"{INSIDE}/box", access)
        return [*_bubblewrap(folder, box, access), "--", *words]


def _bubblewrap(folder: Path, box: Path, access: Access) -> list[str]:
    user = (
        ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        if os.geteuid() == 0
        else ["--unshare-user"]
    )
    readable = dict.fromkeys((*access.compiler_reads, *access.program_reads))
    own = [FOLDER, *(path.removeprefix("../") for path in readable if path.startswith("../"))]
    links, hosts = _on_the_way([path for path in readable if not path.startswith("../")])
    binds = []
    for folder_name in _parents([*links, *hosts, *DEVICES, f"{INSIDE}/box"]):
        binds += ["--perms", "0755", "--dir", folder_name]  # bwrap's own would be closed to others
    for path, target in links.items():
        binds += ["--symlink", target, path]
    for path in hosts:
        binds += ["--ro-bind", path, path]
    for device in DEVICES:
        binds += ["--dev-bind", device, device]
    binds += ["--proc", "/proc"]
    for name, path in STREAMS.items():
        binds += ["--symlink", path, name]
    for name in own:
        binds += ["--ro-bind", str(folder / name), f"{INSIDE}/{name}"]
    return [
        *("bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--as-pid-1", "--clearenv"),
        *("--cap-drop", "ALL", *user, *binds),
        *("--bind", str(box), f"{INSIDE}/box", "--remount-ro", "/"),
    ]


def _parents(paths: list[str]) -> list[str]:
    """Return the folders above `paths`, outermost first."""
    above = {str(parent) for path in paths for parent in Path(path).parents}
    return sorted(above - {"/", *paths})


def _on_the_way(paths: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the symbolic links that lead to `paths`, with their targets, and what lies there.

    What lies below another of them comes with it.
    """
    links: dict[str, str] = {}
    real: dict[str, None] = {}
    for name in paths:
        path = Path(name)
        while link := next(
            (part for part in (*reversed(path.parents), path) if part.is_symlink()), None
        ):
            links[str(link)] = target = str(link.readlink())
            path = Path(os.path.normpath(link.parent / target / path.relative_to(link)))
        real[str(path)] = None
    below = {one for one in (*links, *real) if any(str(up) in real for up in Path(one).parents)}
    return (
        {link: target for link, target in links.items() if link not in below},
        [one for one in real if one not in below],
    )
