"""Tiny problem packages, written by the tests that read and damage them."""

import shutil
import zipfile
from pathlib import Path

from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reading import read

ADDS = "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b; }\n"
SUBTRACTS = ADDS.replace("a + b", "a - b")
CRASHES = ADDS.replace("std::cout << a + b", "return 1")
LOOPS = ADDS.replace("std::cout << a + b", "for (;;) a++")

KATTIS = {
    "problem.yaml": "name: Adding\nlimits: {time_limit: 1.5, memory: 512}\nkeywords: [sums, easy]",
    "problem_statement/problem.en.md": "Add two numbers.\n\n## Input\n\nTwo numbers.\n",
    "data/sample/1.in": "1 2\n",
    "data/sample/1.ans": "3\n",
    "data/secret/01.in": "10 20\n",
    "data/secret/01.ans": "30\n",
    "data/secret/large/02.in": "1000000000000 1\n",
    "data/secret/large/02.ans": "1000000000001\n",
    "submissions/accepted/adds.cpp": ADDS,
    "submissions/accepted/adds.py": "print(sum(map(int, input().split())))\n",
    "submissions/wrong_answer/subtracts.cc": SUBTRACTS,
    "submissions/run_time_error/crashes.cpp": CRASHES,
    "submissions/time_limit_exceeded/loops.cpp": LOOPS,
    "submissions/mixed/some.cpp": SUBTRACTS + "// mixed\n",
}

SLOW = '<solution tag="time-limit-exceeded"><source path="solutions/tl.cpp" type="cpp"/></solution>'
XML = f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="1" short-name="adding">
  <names><name language="english" value="Adding"/><name language="russian" value="?"/></names>
  <judging input-file="" output-file="" run-count="1">
    <testset name="pretests"><time-limit>9</time-limit></testset>
    <testset name="tests">
      <time-limit>1500</time-limit><memory-limit>268435456</memory-limit>
      <input-path-pattern>tests/%02d</input-path-pattern>
      <answer-path-pattern>tests/%02d.a</answer-path-pattern>
      <tests><test method="manual" sample="true"/><test method="generated" points="5.0"/></tests>
    </testset>
  </judging>
  <assets>
    <checker name="std::ncmp.cpp" type="testlib">
      <source path="files/check.cpp" type="cpp.g++17"/>
    </checker>
    <solutions>
      <solution tag="main"><source path="solutions/main.cpp" type="cpp.g++17"/></solution>
      <solution tag="accepted"><source path="solutions/a.py" type="python.3"/></solution>
      <solution tag="wrong-answer"><source path="solutions/wa.cpp" type="cpp.g++17"/></solution>
      {SLOW}
      <solution tag="rejected"><source path="solutions/rj.cpp" type="cpp.g++17"/></solution>
    </solutions>
  </assets>
  <tags><tag value="sums"/></tags>
</problem>
"""
POLYGON = {
    "problem.xml": XML,
    "statement-sections/english/name.tex": "Adding",
    "statement-sections/english/legend.tex": "Add \\t{a} and \\bf{b}, $1 \\le a, b$.",
    "statement-sections/english/input.tex": "Two numbers.",
    "statement-sections/english/output.tex": "Their sum.",
    "tests/01": "1 2\n",
    "tests/01.a": "3\n",
    "tests/02": "10 20\n",
    "tests/02.a": "30\n",
    "files/check.cpp": '#include "testlib.h"\nint main() { return accepts(); }\n',
    "files/testlib.h": "#pragma once\n#include <cstdio>\ninline int accepts() { return 0; }\n",
    "solutions/main.cpp": ADDS,
    "solutions/a.py": "print(sum(map(int, input().split())))\n",
    "solutions/wa.cpp": SUBTRACTS,
    "solutions/tl.cpp": LOOPS,
    "solutions/rj.cpp": SUBTRACTS + "// rejected\n",
}


def write(folder: Path, files: dict) -> Path:
    """Write a package; a file whose content is None is left out."""
    for name, content in files.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(folder: Path, root: str = "") -> Path:
    """Return an archive of a package beside its folder, which goes."""
    path = folder.parent / f"{folder.name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, root + file.relative_to(folder).as_posix())
    shutil.rmtree(folder)
    return path


def source(path: Path, split: str = "train") -> SourceSettings:
    return SourceSettings(dataset="packages", split=split, path=str(path))


def records(path: Path, split: str = "train") -> list:
    """Return what becomes of every package that a path is or holds."""
    of = source(path, split)
    return list(read(of, fetch(of, path).files, CorpusSettings(sources=(of,))))


def record(folder: Path, files: dict, changes: dict | None = None):
    """Return what becomes of one package with some files changed; None: left out."""
    (found,) = records(write(folder, {**files, **(changes or {})}))
    return found
