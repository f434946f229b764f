"""Precompiled headers that cannot change a verdict: exactly a program's own leading includes.

Only `#include <standard header>` lines before any other token count, so the precompiled header
holds what the compiler would have read at that point anyway. Those lines are blanked in the source:
line numbers stay. A set is compiled when it is seen for the second time (if that fails, a few times
more, ever later), kept between pools, and linked into each pool's folder, so that
what another pool takes away stays where it is in use.
"""

import os
import re
import shutil
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tinylora.identity import fingerprint
from tinylora.judge.languages.toolchain import HEADER, PRECOMPILED, Toolchain
from tinylora.judge.walls.sandbox import MIB, Bounds, Kind, Sandbox

FOLDER = "headers"
"""In a pool's folder; the compiler finds it beside its box."""
KEPT, KEPT_BYTES = 24, 1536 * MIB
"""Precompiled headers kept, 3 to 110 MB each; the least recently used go first."""
SPARE_BYTES = 2048 * MIB
"""Disk space under which nothing is precompiled."""
TRIES = 4
"""How often a set is tried, at sights 2, 4, 8, 16: what failed once may be the host's doing."""
BUILD = Bounds(cpu_s=30, wall_s=120, memory_mb=2048, stack_mb=64, file_bytes=256 * MIB)
COMMENT = r"(?://(?:(?!\?\?/)[^\\])*)?"
"""One that ends with its line: none has a backslash, which ??/ is as well before C++17."""
INCLUDE = re.compile(rf"[ \t]*#[ \t]*include[ \t]*<([\w./+]+)>[ \t]*{COMMENT}\r?")
SKIPPED = re.compile(rf"[ \t]*{COMMENT}\r?")
STANDARD = frozenset(
    """
    algorithm any array atomic bitset cassert cctype cerrno cfenv cfloat charconv chrono
    cinttypes climits clocale cmath codecvt complex condition_variable csetjmp csignal cstdarg
    cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution
    filesystem forward_list fstream functional future initializer_list iomanip ios iosfwd
    iostream istream iterator limits list locale map memory memory_resource mutex new numeric
    optional ostream queue random ratio regex scoped_allocator set shared_mutex sstream stack
    stdexcept streambuf string string_view system_error thread tuple type_traits typeindex
    typeinfo unordered_map unordered_set utility valarray variant vector assert.h ctype.h
    errno.h float.h inttypes.h limits.h locale.h math.h setjmp.h signal.h stdarg.h stddef.h
    stdint.h stdio.h stdlib.h string.h time.h wchar.h wctype.h bits/stdc++.h
    """.split()  # noqa: SIM905 -- one name a line would be a hundred lines
)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A program's leading standard includes, and the program without them."""

    headers: tuple[str, ...]
    """Sorted, each once."""
    rest: str

    @property
    def key(self) -> str:
        """16 hex digits over the set."""
        return fingerprint(list(self.headers))


def split_prefix(source: str) -> Prefix | None:
    """Return the leading includes of `source`, or None when it does not begin with any."""
    headers = set()
    lines = source.split("\n")
    for place, line in enumerate(lines):
        include = INCLUDE.fullmatch(line)
        if include and include[1] in STANDARD:
            headers.add(include[1])
            lines[place] = ""
        elif not SKIPPED.fullmatch(line):
            break
    return Prefix(tuple(sorted(headers)), "\n".join(lines)) if headers else None


class HeaderCache:
    """What is precompiled.

    Args:
        shared: kept between pools; belongs to one compiler and its flags.
        local: the pool's folder, which its sandboxes read.
        inside: `local`, seen from a box.
    """

    def __init__(self, shared: Path, local: Path, inside: str = f"../{FOLDER}") -> None:
        self._shared, self._local, self._inside = shared, local, inside
        self._lock = threading.Lock()
        self._seen: Counter[str] = Counter()
        self._tried: Counter[str] = Counter()
        self._building: set[str] = set()
        self._ready: set[str] = set()
        shared.mkdir(exist_ok=True)
        local.mkdir(exist_ok=True)
        local.chmod(0o755)
        for folder in shared.iterdir():
            if (folder / PRECOMPILED).exists():
                self._link(folder.name)

    def offer(self, prefix: Prefix, sandbox: Sandbox, tools: Toolchain) -> str | None:
        """Return where the compiler finds `prefix` precompiled, seen from a box; None: not yet.

        The second sight of a set, or a later one where that failed, compiles it in `sandbox`, whose
        box is emptied.
        """
        ready, due = self._see(prefix.key)
        if due:
            try:
                ready = self._build(prefix, sandbox, tools)
            finally:
                with self._lock:
                    self._building.remove(prefix.key)
        if not ready:
            return None
        with suppress(OSError):
            os.utime(self._local / prefix.key / PRECOMPILED)
        return f"{self._inside}/{prefix.key}/{HEADER}"

    def _see(self, key: str) -> tuple[bool, bool]:
        """Count a sight; return whether the set is there, and whether the caller is to build it."""
        with self._lock:
            self._seen[key] += 1
            ready, tried = key in self._ready, self._tried[key]
            due = not ready and tried < TRIES and self._seen[key] >= 2 << tried
            if due and key not in self._building:
                self._tried[key] += 1
                self._building.add(key)
                return False, True
            return ready, False

    def _build(self, prefix: Prefix, sandbox: Sandbox, tools: Toolchain) -> bool:
        if shutil.disk_usage(self._shared).free < SPARE_BYTES:
            return False
        header = sandbox.box / HEADER
        header.write_text("".join(f"#include <{name}>\n" for name in prefix.headers))
        header.chmod(0o644)
        outcome = sandbox.run(Kind.COMPILER, tools.precompile, BUILD)
        built = sandbox.box / PRECOMPILED
        try:
            if outcome.ok and built.exists():
                self._keep(prefix.key, header, built)
        except OSError:
            return False  # a full disk, or one that cannot link: the plain way still works
        finally:
            sandbox.clear()
        return prefix.key in self._ready

    def _keep(self, key: str, header: Path, built: Path) -> None:
        folder = self._shared / key
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        built.chmod(0o644)
        header.replace(folder / HEADER)
        built.replace(folder / PRECOMPILED)
        if os.geteuid() == 0:
            for path in (folder / HEADER, folder / PRECOMPILED):
                os.chown(path, 0, 0)
        self._link(key)
        self._evict()

    def _link(self, key: str) -> None:
        here = self._local / key
        with suppress(OSError):
            here.mkdir(exist_ok=True)
            here.chmod(0o755)
            for name in (HEADER, PRECOMPILED):
                if not (here / name).exists():
                    os.link(self._shared / key / name, here / name)
            with self._lock:
                self._ready.add(key)

    def _evict(self) -> None:
        """Take away what is beyond the bounds, here and in `shared`.

        A compiler that was sent to one reads the header itself, which stays, or has it open.
        """
        used = {}
        for path in (*self._shared.glob(f"*/{PRECOMPILED}"), *self._local.glob(f"*/{PRECOMPILED}")):
            with suppress(OSError):
                about = path.stat()
                used[path.parent.name] = about.st_mtime, about.st_size
        room = KEPT_BYTES
        for place, key in enumerate(sorted(used, key=used.__getitem__, reverse=True)):
            room -= used[key][1]
            if place >= KEPT or room < 0:
                self._forget(key)

    def _forget(self, key: str) -> None:
        with self._lock:
            self._ready.discard(key)
            self._seen.pop(key, None)
            self._tried.pop(key, None)
        kept = self._shared / key
        with suppress(OSError):
            (self._local / key / PRECOMPILED).unlink(missing_ok=True)
            for name in (PRECOMPILED, HEADER):
                (kept / name).unlink(missing_ok=True)
            kept.rmdir()
