"""g++ taken apart: the exact command lines of its compiler, assembler and linker.

g++ itself is only asked what it would run (`-###`). The three are then started one by one, so that
nothing in a sandbox ever has to fork, and how each ended is known, not guessed from its words.
"""

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.identity import fingerprint
from tinylora.judge.walls.sandbox import PROGRAM
from tinylora.judge.walls.walls import environment

FREOPEN_SOURCE = Path(__file__).parent / "freopen.c"
FREOPEN = "freopen.o"
LINKED = {FREOPEN: FREOPEN_SOURCE, "threads.o": Path(__file__).parent / "threads.c"}
"""What is linked into every program: its object among the tools, and its source."""
HEADER, PRECOMPILED = "prefix.h", "prefix.h.gch"
SOURCE, ASSEMBLY, OBJECT = "main.cpp", "main.s", "main.o"
TOOLS = "../tools"
"""Where the tools lie, seen from a box."""
FLAGS = ("-O2", "-w", "-fmax-errors=1")
SYSTEM = ("/usr/bin", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libexec", "/usr/include",
          "/usr/local/include", "/lib", "/lib64", "/etc/ld.so.cache")  # fmt: skip
LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")


@dataclass(frozen=True)
class Toolchain:
    """What this host compiles with."""

    version: str
    """First line of `g++ --version`."""
    compile: tuple[str, ...]
    precompile: tuple[str, ...]
    """Of HEADER into PRECOMPILED, with the flags of `compile`."""
    assemble: tuple[str, ...]
    links: tuple[tuple[str, ...], ...]
    """By ld.gold, where there is one, three times as fast; by ld, which g++ uses and which has the
    last word."""
    reopening_links: tuple[tuple[str, ...], ...]
    """The same, of a program whose freopen opens files."""
    loader: str
    """The dynamic loader programs name."""
    readable: tuple[str, ...]
    """What a compiler may read."""
    libraries: tuple[str, ...]
    """What a program may read."""

    @property
    def stamp(self) -> str:
        """16 hex digits that change with the compiler, its flags or the C library's headers."""
        files = [self.compile[0], "/usr/include/features.h", "/usr/include/stdio.h"]
        times = [Path(file).stat().st_mtime_ns if Path(file).exists() else 0 for file in files]
        return fingerprint([self.version, self.compile, self.precompile, times])

    @property
    def executables(self) -> tuple[str, ...]:
        """What a compiler's sandbox may execute."""
        return (self.compile[0], self.assemble[0], *(link[0] for link in self.links), self.loader)


def find_toolchain(standard: str, defines: Sequence[str] = ()) -> Toolchain:
    """Ask g++ how it would compile, assemble and link with -O2, this -std and these -D.

    Raises:
        JudgeFault: there is no g++, it is not GNU's, or it is too old for the standard.
    """
    gxx = shutil.which("g++")
    if gxx is None:
        raise JudgeFault(
            "g++ is not on PATH, so nothing can be judged: install it (apt install g++)"
        )
    version = _output([gxx, "--version"]).splitlines()[0]
    flags = [f"-std={standard}", *(f"-D{name}" for name in defines), *FLAGS]
    if "unrecognized" in _plan(gxx, [*flags, "-S", SOURCE]):
        raise JudgeFault(f"{version} has no -std={standard}: install a newer g++, or name another")
    into_precompiled = ["-x", "c++-header", HEADER, "-o", PRECOMPILED]
    commands = [
        _planned(gxx, [*flags, "-S", SOURCE, "-o", ASSEMBLY], "cc1plus"),
        _planned(gxx, [*flags, *into_precompiled], "cc1plus"),
        _planned(gxx, ["-c", ASSEMBLY, "-o", OBJECT], "as"),
        _planned(gxx, _link_flags(), "collect2"),
    ]
    compiler, precompiler, assembler, linker = commands
    precompiler[precompiler.index("-o") + 1] = ASSEMBLY  # g++ names a temporary file
    linker[0] = _output([gxx, "-print-prog-name=ld"]).strip()
    for command in commands:
        command[0] = _real(command[0])
    if "-dynamic-linker" not in linker:
        raise JudgeFault(
            f"{version} links without a dynamic loader; use a g++ that builds for Linux"
        )
    gold = shutil.which(_output([gxx, "-print-prog-name=ld.gold"]).strip())
    quick = [(str(Path(gold).resolve()), *linker[1:])] if gold else []
    own = _own_folders(Path(compiler[0]))
    links = (*quick, tuple(linker))
    return Toolchain(
        version=version,
        compile=tuple(compiler),
        precompile=tuple(precompiler),
        assemble=tuple(assembler),
        links=links,
        reopening_links=tuple(
            tuple(word for word in link if "freopen" not in word) for link in links
        ),
        loader=linker[linker.index("-dynamic-linker") + 1],
        readable=tuple(path for path in (*SYSTEM, *own) if Path(path).exists()),
        libraries=tuple(path for path in (*LIBRARIES, *own) if Path(path).exists()),
    )


def _own_folders(cc1plus: Path) -> tuple[str, ...]:
    """Return what a compiler of its own place needs there: PREFIX/libexec/gcc/TARGET/13/cc1plus.

    A prefix may be somebody's home, and g++ itself a script in its bin.
    """
    version, target, gcc, _, prefix = cc1plus.parents[:5]
    if prefix in (Path("/usr"), Path("/")):
        return ()
    if gcc.name != "gcc":
        return (str(version),)
    names = ("bin", "include", "lib", "lib32", "lib64", "libexec", target.name)
    return tuple(str(prefix / name) for name in names)


def build_tools(folder: Path) -> None:
    """Compile what is linked into every program into `folder`.

    Raises:
        JudgeFault: g++ refuses our own C; the message carries its words.
    """
    folder.mkdir()
    folder.chmod(0o755)
    for name, source in LINKED.items():
        _output(["g++", "-x", "c", "-O2", "-c", "-o", str(folder / name), str(source)])
        (folder / name).chmod(0o644)


def _link_flags() -> list[str]:
    wraps = ["-Wl,--wrap=freopen", "-Wl,--wrap=freopen64"]
    linked = [f"{TOOLS}/{name}" for name in LINKED]
    return ["-fno-use-linker-plugin", *wraps, OBJECT, *linked, "-o", PROGRAM]


def _planned(gxx: str, arguments: list[str], tool: str) -> list[str]:
    """Return the command line of `tool` in what g++ says it would run."""
    for line in _plan(gxx, arguments).splitlines():
        words = shlex.split(line) if line.startswith(" ") else []
        if words and Path(words[0]).name.endswith(tool):
            return words
    raise JudgeFault(f"g++ -### names no {tool}: {gxx} is not GNU g++; put GNU g++ first on PATH")


def _plan(gxx: str, arguments: list[str]) -> str:
    return subprocess.run(
        [gxx, "-###", *arguments], capture_output=True, text=True, env=environment(), check=False
    ).stderr


def _real(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise JudgeFault(
            f"g++ needs {program}, which is missing: reinstall it (apt install g++ binutils)"
        )
    return str(Path(path).resolve())


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    text = done.stdout or done.stderr
    if done.returncode != 0:
        raise JudgeFault(
            f"{shlex.join(command)} ended with status {done.returncode}: {text.strip()[-300:]}"
        )
    return text
