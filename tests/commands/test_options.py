"""What commands have in common: a sentence and the status 2 where nothing could be looked at."""

import errno
import os

import pytest
import typer

from tinylora.commands.options import misuse_is


def test_a_disk_that_refuses_is_a_sentence_and_no_finding(capsys):
    with pytest.raises(typer.Exit) as ended, misuse_is():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/home/factors/a.safetensors")
    assert ended.value.exit_code == 2
    said = capsys.readouterr().err
    assert said.startswith("tinylora: /home/factors/a.safetensors cannot be written: No space left")


def test_a_mistake_of_ours_is_no_misuse():
    with pytest.raises(FileNotFoundError), misuse_is():
        raise FileNotFoundError(errno.ENOENT, "No such file", "/nowhere")
