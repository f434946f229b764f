"""The Python interpreter of this host: which one, its version, and what it may read.

Programs are judged as users without rights, so it must be one that every user may start. A virtual
environment's is one person's and brings packages; the interpreter that it was made from is asked.
What it may read is named file by file where folders hold more: no folder with packages is open.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.judge.walls.walls import Access, environment

NAMES = ("/usr/bin/python3", "/usr/local/bin/python3")
"""Looked at before PATH: what this process calls python3 may be a virtual environment's."""
OLDEST = (3, 9)
LOADER_CACHE = "/etc/ld.so.cache"
PACKAGES = ("site-packages", "dist-packages")
SAYS = (
    "import json, sys; print(json.dumps([sys.implementation.name, sys.version_info[:2], "
    "sys.version, sys.path]))"
)
REMEDY = f"install Python {OLDEST[0]}.{OLDEST[1]} or newer for all users (apt install python3)"
LINKED = re.compile(r"(/\S+) \(0x")
"""A library's path in what ldd says."""


@dataclass(frozen=True)
class Interpreter:
    """What this host runs Python with."""

    path: str
    """Absolute, without symbolic links."""
    version: str
    """In one line, with its build and its path."""
    env: str
    """The program `env`, which starts it with environment variables."""
    access: Access
    """What it needs, to parse and to run."""


def find_interpreter() -> Interpreter:
    """Return the first interpreter, in the system's places and then on PATH, that is of use.

    Raises:
        JudgeFault: there is none; the message says of each what is wrong, and the remedy.
    """
    env = shutil.which("env")
    if env is None:
        raise JudgeFault("env is not on PATH: install it (apt install coreutils)")
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    names = [*NAMES, *(f"{folder}/python3" for folder in folders)]
    refusals: list[str] = []
    there = (os.path.realpath(name) for name in names if os.access(name, os.F_OK))
    for path in map(Path, dict.fromkeys(there)):
        why = _unfit(path)
        if why is None:
            said = _said_by(path)
            why = said if isinstance(said, str) else _unfit_version(*said[:2])
        if why is None:
            _, _, version, search_path = said
            return Interpreter(
                path=str(path),
                version=f"Python {' '.join(version.split())} at {path}",
                env=env,
                access=_access(str(path), env, search_path),
            )
        refusals.append(f"{path} {why}")
    found = "; ".join(refusals) or "there is no python3"
    raise JudgeFault(f"no Python program can be judged: {found}. {REMEDY}")


def _unfit(path: Path) -> str | None:
    """Return why a file cannot be the interpreter, without starting it; None: it may be."""
    if any((folder / "pyvenv.cfg").exists() for folder in path.parents[:2]):
        return "is a virtual environment's"
    if os.geteuid() == 0 and not _open_to_all(path):
        return "may not be started by every user"
    if not os.access(path, os.R_OK | os.X_OK):
        return "may not be started"
    with path.open("rb") as handle:
        return None if handle.read(4) == b"\x7fELF" else "is a script that starts another"


def _open_to_all(path: Path) -> bool:
    return path.stat().st_mode & 0o5 == 0o5 and all(
        folder.stat().st_mode & 0o1 for folder in path.parents
    )


def _said_by(path: Path) -> list | str:
    """Return what an interpreter says of itself (see SAYS), or why it says nothing."""
    try:
        done = subprocess.run(
            [str(path), "-I", "-S", "-B", "-c", SAYS],
            capture_output=True,
            text=True,
            env={"LC_ALL": "C"},
            timeout=60,
            check=False,
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"does not run: {error}"
    except ValueError:
        words = (done.stderr.strip() or "it says nothing").splitlines()[-1]
        return f"does not run (status {done.returncode}): {words}"


def _unfit_version(implementation: str, version: list[int]) -> str | None:
    if implementation != "cpython":
        return f"is {implementation}, not CPython"
    if tuple(version) < OLDEST:
        return f"is {'.'.join(map(str, version))}, older than {'.'.join(map(str, OLDEST))}"
    return None


def _access(path: str, env: str, search_path: list[str]) -> Access:
    """Return the interpreter, its standard library and the libraries that these are linked with."""
    reads, lists = [], []
    modules = [path, env]
    for folder in map(Path, search_path):
        if folder.is_dir() and not any(folder.is_relative_to(one) for one in reads):
            modules += map(str, sorted((folder / "lib-dynload").glob("*.so")))
            if any((folder / name).exists() for name in PACKAGES):
                lists.append(str(folder))
                reads += [str(one) for one in sorted(folder.iterdir()) if one.name not in PACKAGES]
            else:
                reads.append(str(folder))
    libraries = _libraries(modules)
    starts = (path, env, *(one for one in libraries if Path(one).name.startswith("ld-")))
    own = (*reads, path, env, *libraries, LOADER_CACHE)
    return Access(own, starts, own, starts, tuple(lists))


def _libraries(modules: list[str]) -> tuple[str, ...]:
    """Return the shared libraries of `modules` under the names that the loader looks for."""
    try:
        said = subprocess.run(
            ["ldd", *modules], capture_output=True, text=True, env=environment(), check=False
        )
    except OSError as error:
        raise JudgeFault(
            f"ldd does not run ({error}): install it (apt install libc-bin)"
        ) from error
    return tuple(dict.fromkeys(LINKED.findall(said.stdout)))
