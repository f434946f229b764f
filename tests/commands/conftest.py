"""The command line within this process: what a subprocess adds is tested where it matters."""

import sys
from types import SimpleNamespace

import pytest

from tinylora.cli import main


@pytest.fixture
def tinylora(monkeypatch, capsys):
    """Run `tinylora WORDS` with everything it writes under `home`."""

    def run(home, *words, cwd=None, width=200):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["tinylora", *map(str, words)])
            patch.setenv("TINYLORA_HOME", str(home))
            patch.setenv("COLUMNS", str(width))
            if cwd is not None:
                patch.chdir(cwd)
            with pytest.raises(SystemExit) as left:
                main()
        out, err = capsys.readouterr()
        return SimpleNamespace(returncode=left.value.code or 0, stdout=out, stderr=err)

    return run
