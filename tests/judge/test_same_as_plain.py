"""The judge's way of compiling against plain g++ with the same flags: the same programs or none.

TINYLORA_CORPUS=400 adds that many mutated programs to the traps.
"""

import itertools
import os
import re
import subprocess

import pytest
from cpp_corpus import mutated, traps

from tinylora.judge.languages.compiler import compile_in
from tinylora.judge.languages.headers import split_prefix
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

MUTATED = int(os.environ.get("TINYLORA_CORPUS", "8"))
LIMITS = {"compile_time_limit_s": 30.0, "compile_memory_mb": 2048}
LABEL = re.compile(r"\.L[A-Z_a-z]*\d+\b")


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """A function from source to its assembly in a sandbox, headers precompiled; None: CE."""
    settings = JudgeSettings(workers=1)
    with JudgePool(settings, tmp_path_factory.mktemp("judge")) as pool:
        tools, headers = pool._cpp.tools, pool._cpp.headers

        def compiled(source):
            prefix = split_prefix(source)
            with pool._crew.sandbox(pool._cpp.access) as sandbox:
                sights = [headers.offer(prefix, sandbox, tools) for _ in range(2 if prefix else 0)]
                assert not prefix or sights[-1]
                done = compile_in(sandbox, tools, headers, source, LIMITS, 1.0)
                return None if done.complaint else (sandbox.box / "main.s").read_text()

        # The sandbox dies with the thread that made it: one of the pool's.
        yield lambda source: pool._crew.start(compiled, source).result()


def plain(source, folder):
    """Return what g++ makes of `source`: its assembly, or None where there is no program."""
    (folder / "main.cpp").write_text(source, newline="")
    command = ["g++", "-O2", "-std=gnu++17", "-DONLINE_JUDGE", "-w"]
    for step in (["-S", "main.cpp", "-o", "main.s"], ["main.s", "-o", "prog"]):
        done = subprocess.run([*command, *step], cwd=folder, capture_output=True, check=False)
        if done.returncode:
            return None
    return (folder / "main.s").read_text()


def numbered_afresh(assembly):
    """Return `assembly` with its local labels numbered in order of appearance."""
    names = {}
    return LABEL.sub(lambda label: names.setdefault(label[0], f".L{len(names)}"), assembly)


@pytest.mark.slow
@pytest.mark.timeout(7200 if MUTATED > 50 else 600)
def test_the_same_programs_and_the_same_errors_as_plain(ours, tmp_path):
    wrong, right = [], 0
    for name, source in itertools.chain(traps(), mutated(MUTATED)):
        wanted, got = plain(source, tmp_path), ours(source)
        right += wanted is not None
        if (wanted is None) != (got is None):
            wrong.append(f"{name}: {'compiles' if got else 'CE'} here, not under plain g++")
        elif wanted and numbered_afresh(wanted) != numbered_afresh(got):
            wrong.append(f"{name}: other assembly")
    total = MUTATED + sum(1 for _ in traps())
    print(f"{total} programs, {right} compile, {len(wrong)} differ")
    assert not wrong
    assert right > total // 3
