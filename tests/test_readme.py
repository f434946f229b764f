"""README.md and README.zh-CN.md say the same, and the commands that they name exist."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
import typer

from tinylora import cli

CHECKOUT = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = (
    (CHECKOUT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
)
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text):
    """Return the lines of all code blocks, without the comments, which are translated."""
    blocks = "".join(FENCED.findall(text))
    return [re.sub(r"\s+# .*", "", line) for line in blocks.splitlines()]


def inline_code(text):
    return set(re.findall(r"`([^`\n]+)`", FENCED.sub("", text)))


def links(text):
    return Counter(re.findall(r"\]\(([^)\s]+)\)", text))


def headings(text):
    return re.findall(r"^#+(?= )", FENCED.sub("", text), re.MULTILINE)


def table_rows(text):
    return [row.count(" | ") for row in text.splitlines() if row.startswith("|")]


def numbers(text):
    return set(re.findall(r"\d+(?:\.\d+)+%?|\d+%|\d+ [GM]B", text))


@pytest.mark.parametrize("part", [commands, inline_code, links, headings, table_rows, numbers])
def test_both_languages_have_the_same(part):
    assert part(ENGLISH)
    assert part(CHINESE) == part(ENGLISH)


def named(program):
    """Return the words of every command of `program` that a code block or a sentence names."""
    lines = "\n".join(commands(ENGLISH)).replace("\\\n", " ").splitlines()
    codes = [*lines, *sorted(inline_code(ENGLISH))]
    return [code for code in codes if re.match(rf"(\.venv/bin/)?{program} ", code)]


@pytest.mark.parametrize("code", named("tinylora"))
def test_every_command_and_its_options_exist(code):
    whole = typer.main.get_command(cli.app)
    command, (_, *words) = whole, shlex.split(code)
    while hasattr(command, "commands"):
        assert words[:1] and words[0] in command.commands, code
        name = words.pop(0)
        command = cli.command(name) if command is whole else command.commands[name]
    options = {name for param in command.params for name in param.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("code", named("make"))
def test_every_target_is_in_the_makefile(code):
    rules = re.findall(r"^([\w-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert code.split()[1] in rules
