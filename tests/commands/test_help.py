"""Every command says how it is used."""

import pytest
from typer.main import get_command

from tinylora.cli import app


def commands(command, *path):
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, *path, name)


COMMANDS = dict(commands(get_command(app), "tinylora"))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_shows_examples(path):
    examples = COMMANDS[path].help.split("Examples:")[1]
    lines = [line for line in examples.splitlines() if line]
    assert lines and all(" ".join(path) in line for line in lines)
