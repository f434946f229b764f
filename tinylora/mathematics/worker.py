"""The child that compares answers: JSON lines in, JSON lines out. Run by `math_process`.

What a model writes can make a parser or a simplifier run forever, or fill the memory. So that
happens here, under limits the kernel holds: address space for the whole process, CPU time for each
answer. SIGPROF's default action ends the process even inside one long multiplication, where no
Python handler would run. math-verify's own timeouts (SIGALRM, whole seconds of wall time) are off.
"""

import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, TextIO

from tinylora.mathematics.text import reading

FIRST = [("x^2 - 1", "(x - 1)(x + 1)"), (r"\sqrt{8}", r"2\sqrt{2}"), (r"\binom{5}{2}", "10")]
"""Equal answers that take SymPy through its parser, its polynomials and its simplifier."""


def main() -> None:
    """Answer requests until stdin ends, or until a request exhausts the memory."""
    time_limit_s, memory_limit_mb = float(sys.argv[1]), int(sys.argv[2])
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    logging.disable(logging.CRITICAL)
    # Imports math_verify, and what SymPy imports at its first equations: no answer pays for that.
    for gold, answer in FIRST:
        if not compared(reading(gold), reading(answer))["right"]:
            raise SystemExit(f"math-verify does not find {answer} equal to {gold}")
    _limit(memory_limit_mb)
    _send(out, {"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, time_limit_s)
        answer = readable(**request) if "gold" not in request else compared(**request)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(out, answer)
        if answer["why"] == "memory limit":
            return


def compared(gold: str, answer: str) -> dict[str, Any]:
    """Return {"right": whether they are equal, "why": null, or what kept us from finding out}."""
    return _found(_equal, gold, answer)


def readable(answer: str) -> dict[str, Any]:
    """Return {"right": whether anything can be read in it, "why": as in `compared`}."""
    return _found(lambda _: True, answer)


def _found(concluded: Callable[..., bool], *texts: str) -> dict[str, Any]:
    """Return what is concluded from the readings of `texts`, or what kept us from it."""
    from math_verify import parse

    try:
        readings = [parse(text, parsing_timeout=None) for text in texts]
        if not all(readings):
            return {"right": False, "why": "unreadable"}
        return {"right": concluded(*readings), "why": None}
    except MemoryError:
        return {"right": False, "why": "memory limit"}
    except Exception as error:  # whatever a parser of any text can raise is about that text
        return {"right": False, "why": f"unreadable: {type(error).__name__}"}


def _equal(gold: list[Any], answer: list[Any]) -> bool:
    from math_verify import verify

    try:
        return bool(verify(gold, answer, timeout_seconds=None, raise_on_error=True))
    except MemoryError:
        raise
    except Exception:  # of one pair of readings: the library then goes on with the others
        return bool(verify(gold, answer, timeout_seconds=None))


def _limit(memory_limit_mb: int) -> None:
    bound = memory_limit_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.dup2(2, 1)


def _send(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
