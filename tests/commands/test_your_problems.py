"""examples/your-problems: its command prints what its page says; its profile reads the same."""

import re
import shlex
from pathlib import Path

import pytest

from tinylora.errors import SettingsError
from tinylora.profiles import profile
from tinylora.stages.corpus.ingest import ingest
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = CHECKOUT / "examples" / "your-problems"
PAGE = (EXAMPLE / "README.md").read_text(encoding="utf-8")
COMMAND, EXPECTED, RUN = re.findall(r"```\w+\n(.*?)```", PAGE, re.DOTALL)


def told(output):
    """Return what was printed without the time it took and the blanks that fill a table."""
    lines = re.sub(r"in \d+\.\d s", "in … s", output).splitlines()
    return [line.rstrip() for line in lines]


def test_the_command_prints_what_the_page_says(tinylora, tmp_path):
    program, *words = shlex.split(COMMAND.replace("\\\n", " "))
    assert program == ".venv/bin/tinylora"
    done = tinylora(tmp_path, *words, cwd=CHECKOUT, width=80)
    assert done.returncode == 0, done.stderr
    assert told(done.stdout) == told(EXPECTED)


def test_the_profile_reads_what_the_command_read(tinylora, tmp_path):
    _, *words = shlex.split(COMMAND.replace("\\\n", " "))
    tinylora(tmp_path, *words, cwd=CHECKOUT)
    settings = profile(str(EXAMPLE / "profile.yaml"))
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    loads = [
        ingest(source, settings.corpus, warehouse, tmp_path) for source in settings.corpus.sources
    ]
    counts = [(one.split, one.rows_read, one.rows_kept, one.reused) for one in loads]
    assert counts == [("train", 5, 4, True), ("test", 3, 3, False)]
    limits = warehouse.select("select distinct time_limit_s from problems").to_pylist()
    assert sorted(row["time_limit_s"] for row in limits) == [1.0, 2.0]


def test_the_page_runs_that_profile():
    named = re.search(r"PROFILE=(\S+)", RUN)[1]
    assert (CHECKOUT / named).samefile(EXAMPLE / "profile.yaml")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert "$(if $(PROFILE),--profile '$(PROFILE)')" in makefile


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "does not read .*No such file"),
        ("corpus: [", "does not read"),
        ("trainning: {}", "profile .*mine.yaml: "),
        ("- 1", "profile .*mine.yaml: "),
        (
            "corpus: {sources: [{dataset: problems, path: x, columns: {a: b}}]}\nmodel: {name: m}",
            "a problem has no 'a'",
        ),
    ],
)
def test_a_profile_file_that_is_none_is_named(tmp_path, text, says):
    path = tmp_path / "mine.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        profile(str(path))


def test_a_profile_file_takes_changes():
    assert profile(str(EXAMPLE / "profile.yaml"), ["training.steps=3"]).training.steps == 3
