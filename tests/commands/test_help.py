"""Every command says how it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tinylora import cli
from tinylora.commands.ingest import DATASETS
from tinylora.corpus.sources.readers import READERS

CHECKOUT = Path(__file__).resolve().parents[2]


def commands(command, *path):
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, *path, name)


COMMANDS = {
    path: one
    for name in cli.COMMANDS
    for path, one in commands(cli.command(name), "tinylora", name)
}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_shows_examples(path):
    examples = COMMANDS[path].help.split("Examples:")[1]
    lines = [line for line in examples.splitlines() if line]
    assert lines and all(" ".join(path) in line for line in lines)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_of_commands_shows_the_first_line_of_each(name):
    assert COMMANDS["tinylora", name].help.splitlines()[0] == cli.COMMANDS[name]


def test_every_module_of_a_command_is_listed():
    folder = CHECKOUT / "tinylora" / "commands"
    has_app = {path.stem for path in folder.glob("*.py") if "HELP = " in path.read_text("utf-8")}
    has_app |= {path.stem for path in folder.glob("*.py") if "\napp = " in path.read_text("utf-8")}
    assert {name.replace("-", "_") for name in cli.COMMANDS} == has_app


def test_ingest_names_every_dataset():
    assert tuple(READERS) == DATASETS


@pytest.mark.parametrize("words", [(), *((name,) for name in cli.COMMANDS)], ids=" ".join)
def test_help_waits_for_no_library_that_only_work_needs(words):
    heavy = ("torch", "prefect", "duckdb", "pyarrow", "numpy", "scipy", "matplotlib")
    code = (
        "import sys; from tinylora.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: status = end.code\n"
        f"found = [one for one in {heavy} if one in sys.modules]\n"
        "print(status, found, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.stderr == "0 []\n"
    assert "Examples:" in done.stdout


def test_a_mistyped_command_is_answered_with_the_nearest():
    done = subprocess.run(
        [sys.executable, "-m", "tinylora.cli", "leaderbord"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "Did you mean 'leaderboard'?" in done.stderr
