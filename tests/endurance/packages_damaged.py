"""Problem packages of both formats: a file, its name, its YAML or XML, or the archive damaged."""

import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import yaml

from tests.corpus.problem_packages import KATTIS, POLYGON, write, zipped
from tests.endurance.damage import damaged, damaged_bytes, json_text
from tests.endurance.settings_files import INSERTED
from tests.endurance.watched import Kind, sentence
from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reading import read
from tinylora.errors import TinyLoRAError
from tinylora.problem import Problem

NAMES = ("..", "/etc/passwd", "a\\b", "C:", "data/secret/\u202e.in", "problem.xml", "a" * 200)
POLYGONS = 0.1
"""Their share: each of them is a run of pandoc, for its statement in TeX."""
CUSTOM = {
    "problem.yaml": KATTIS["problem.yaml"] + "\nvalidation: custom\nvalidator_flags: -f 'a b'\n",
    "output_validators/check/check.cpp": '#include "more.h"\nint main() { return 42; }\n',
    "output_validators/check/more.h": "// more\n",
    "data/secret/testdata.yaml": "output_validator_flags: float_tolerance 1e-6\n",
    ".timelimit": "2\n",
    "domjudge-problem.ini": "timelimit = 2\nname = 'Adding'\n",
}


def run(draw: Random, folder: Path) -> Counter[str]:
    """Read a folder or an archive of one damaged package; a whole one beside it is kept."""
    polygon = draw.random() < POLYGONS
    files = dict(POLYGON if polygon else KATTIS | (CUSTOM if draw.random() < 0.3 else {}))
    for _ in range(draw.randint(1, 2)):
        _damage(files, draw)
    write(folder / "all" / "whole", KATTIS)
    package = write(folder / "all" / "hurt", _safe(files))
    if draw.random() < 0.5:
        archive = zipped(package)
        if draw.random() < 0.3:
            with zipfile.ZipFile(archive, "a") as held:
                held.writestr(draw.choice(NAMES), "x")
        if draw.random() < 0.6:
            archive.write_bytes(damaged_bytes(archive.read_bytes(), draw))
    source = SourceSettings(dataset="packages", path=str(folder / "all"))
    try:
        found = fetch(source, folder).files
        records = list(read(source, found, CorpusSettings(sources=(source,))))
    except TinyLoRAError as error:
        return Counter([sentence(error)])
    assert len(records) == len(found) and isinstance(records[-1], Problem), f"{records}"
    return Counter("kept" if isinstance(r, Problem) else str(r.reason) for r in records[:-1])


def _damage(files: dict, draw: Random) -> None:
    name = draw.choice([*files, *(one for one in files if one.endswith((".yaml", ".xml", ".ini")))])
    content = files[name]
    data = content if isinstance(content, bytes) else content.encode()
    match draw.randrange(6):
        case 0:
            del files[name]
        case 1:
            files[draw.choice(("data/secret/01.in", "x", "problem.yaml", name + "~"))] = data
            files.pop(name, None)
        case 2 if name.endswith(".yaml") and not isinstance(content, bytes):
            files[name] = json_text(damaged(yaml.safe_load(content), draw))
        case 3:
            lines = data.decode(errors="replace").splitlines()
            at = draw.randrange(len(lines) or 1)
            lines[at : at + 1] = [
                f"{''.join(lines[at : at + 1]).split(':')[0]}: {draw.choice(INSERTED)}"
            ]
            files[name] = "\n".join(lines).encode("utf-8", "surrogatepass")
        case 4:
            files[name] = data * draw.choice((2, 100, 3000))
        case _:
            files[name] = damaged_bytes(data, draw)


def _safe(files: dict) -> dict:
    """Return the files without one that another one's folder would have to be."""
    folders = {parent.as_posix() for name in files for parent in Path(name).parents}
    return {name: content for name, content in files.items() if name not in folders}


KINDS = {"problem packages": Kind(run)}
