"""What ends `make demo` from outside, and what does not."""

import signal
import subprocess
import sys

import pytest

SIGNALLED = """
import os, signal
from tasks.local.demo import _end_as_ctrl_c_does
_end_as_ctrl_c_does()
try:
    os.kill(os.getpid(), getattr(signal, {name!r}))
    print("goes on")
except KeyboardInterrupt:
    print("stops")
"""


@pytest.mark.parametrize(
    ("before", "name", "then"),
    [
        ([], "SIGHUP", "stops"),
        (["nohup"], "SIGHUP", "goes on"),
        (["nohup"], "SIGTERM", "stops"),
        (["nohup"], "SIGINT", "stops"),
    ],
)
def test_a_hangup_ends_it_unless_nohup_was_asked_for(before, name, then):
    code = SIGNALLED.format(name=name)
    done = subprocess.run(
        [*before, sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        # a suite that was started with nohup has it ignored
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )
    assert done.stdout.split("\n")[0] == then
