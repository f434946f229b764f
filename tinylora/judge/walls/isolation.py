"""The walls a host can offer, strongest first, and the command that starts a runner inside them.

namespaces  bubblewrap: own mounts, processes, network, IPC; plus everything of the next line
landlock    Landlock, a system call filter, no new privileges, rlimits; complete on its own
rlimits     resource limits, descendants hunted down; the host's files lie open: only when asked for

Started by root, a runner becomes another user before it looks at anything.
"""

import os
import shutil
from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.judge.languages.toolchain import RUNNER, Toolchain

STRONGEST_FIRST = ("namespaces", "landlock")
FIRST_UID = 64100
"""Each worker has its own user from here on, outside the ranges distributions hand out."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def candidates(wanted: str) -> tuple[str, ...]:
    """Return the modes to try, in order, for the setting `isolation`.

    Raises:
        JudgeFault: namespaces were asked for by name and bubblewrap is not installed.
    """
    if wanted == "auto":
        return STRONGEST_FIRST if shutil.which("bwrap") else ("landlock",)
    if wanted == "namespaces" and shutil.which("bwrap") is None:
        raise JudgeFault(
            "isolation = namespaces needs bubblewrap: install it (apt install bubblewrap)"
        )
    return (wanted,)


def runner_command(
    mode: str, folder: Path, box: Path, uid: int, channel: int, tools: Toolchain
) -> list[str]:
    """Return what starts a runner for `box`, a folder beside `folder`/tools.

    Args:
        mode: one of namespaces, landlock, rlimits.
        folder: the pool's folder.
        box: the worker's folder.
        uid: user to become; 0 to stay.
        channel: descriptor of the runner's end of the socket.
        tools: what compilers may read and execute.
    """
    walls = "0" if mode == "rlimits" else "1"
    rules = [
        *(f"c={path}" for path in (*tools.readable, "../tools", "../headers")),
        *(f"C={path}" for path in tools.executables),
        *(f"p={path}" for path in (*tools.libraries, *DEVICES[1:])),
        f"P={tools.loader}",
        f"w={DEVICES[0]}",
    ]
    if mode != "namespaces":
        return [str(folder / "tools" / RUNNER), str(channel), str(uid), walls, ".", *rules]
    inside = ["/judge/tools/" + RUNNER, str(channel), str(uid), walls, "/judge/box", *rules]
    return [*_bubblewrap(folder, box, tools), "--", *inside]


def worker_uid(slot: int) -> int:
    """Return the user a worker's runner becomes: its own when we are root, else ours (0: stay)."""
    return FIRST_UID + slot if os.geteuid() == 0 else 0


def _bubblewrap(folder: Path, box: Path, tools: Toolchain) -> list[str]:
    user = (
        ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        if os.geteuid() == 0
        else ["--unshare-user"]
    )
    binds = []
    for folder_name in _parents([*tools.readable, *DEVICES, "/judge/box"]):
        binds += ["--perms", "0755", "--dir", folder_name]  # bwrap's own would be closed to others
    for path in tools.readable:
        if Path(path).is_symlink():
            binds += ["--symlink", str(Path(path).readlink()), path]
        else:
            binds += ["--ro-bind", path, path]
    for device in DEVICES:
        binds += ["--dev-bind", device, device]
    return [
        *("bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--as-pid-1", "--clearenv"),
        *("--cap-drop", "ALL", *user),
        *(
            *binds,
            "--proc",
            "/proc",
        ),
        *("--ro-bind", str(folder / "tools"), "/judge/tools"),
        *("--ro-bind", str(folder / "headers"), "/judge/headers"),
        *("--bind", str(box), "/judge/box"),
        *("--remount-ro", "/"),
    ]


def _parents(paths: list[str]) -> list[str]:
    """Return the folders above `paths`, outermost first."""
    above = {str(parent) for path in paths for parent in Path(path).parents}
    return sorted(above - {"/", *paths})
