"""A file of submissions to answers, one each, in the file's order.

A thread reads and submits, some rows ahead; whoever iterates waits for the judgements. So an answer
is there as soon as it and those before it are judged, even while the next row is not written yet,
and a file of any size takes the memory of a few rows.
"""

import os
import queue
import select
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from tinylora.errors import CheckerFault
from tinylora.judge.judge import Judge
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.problem import StoredProblem
from tinylora.stages.judging.judge_row import (
    BadRow,
    read_object,
    read_row,
    submission_of_row,
)

ROWS_AHEAD = 8
"""Read beyond the one waited for, per worker: while one takes its ten time limits others go on."""

IDLE_S = 0.2
BLOCK_BYTES = 1 << 20

Answer = dict[str, Any]
Waiting = tuple[Answer, Future[Judgement] | None]


def judge_lines(
    lines: Iterable[bytes], judge: Judge, problem_of: Callable[[str], StoredProblem]
) -> Iterator[Answer]:
    """Yield an answer per line that is not blank, in order.

    An answer holds `row` (the line's number, from 1), `id` where the row has one, `ignored` (the
    names of keys that mean nothing here), and either the judgement or `error`, a sentence.

    Args:
        lines: JSON objects as the file holds them; b"" is not a line but a pause.
        judge: judges them.
        problem_of: what a problem_key stands for; see `problems_in`.

    Raises:
        JudgeFault: a row could not be judged; those before it were yielded.
    """
    waiting: queue.Queue[Waiting | BaseException | None] = queue.Queue(ROWS_AHEAD * judge.workers)
    stopped = threading.Event()

    def read() -> None:
        try:
            number = 0
            for line in lines:
                if stopped.is_set():
                    return
                number += line != b""
                if line.strip():
                    waiting.put(_begin(number, line, judge.submit, problem_of))
            waiting.put(None)
        except BaseException as error:
            waiting.put(error)

    reader = threading.Thread(target=read, name="read rows")
    reader.start()
    try:
        while (begun := waiting.get()) is not None:
            if isinstance(begun, BaseException):
                raise begun
            yield _finish(*begun)
    finally:
        stopped.set()
        with suppress(queue.Empty):  # so that the thread is not left waiting for room
            while True:
                waiting.get_nowait()
        reader.join()


def lines_of(descriptor: int) -> Iterator[bytes]:
    """Yield each line of a file, pipe or terminal when it is whole, and b"" while none comes."""
    pending: list[bytes] = []
    while True:
        if not select.select([descriptor], [], [], IDLE_S)[0]:
            yield b""
            continue
        block = os.read(descriptor, BLOCK_BYTES)
        *whole, rest = block.split(b"\n")
        for line in whole:
            yield b"".join([*pending, line, b"\n"])
            pending.clear()
        pending.append(rest)
        if not block:
            yield b"".join(pending)
            return


def judgement_answer(judgement: Judgement) -> Answer:
    """Return a judgement's fields for a person or a program that has the source already."""
    row = judgement.to_row()
    del row["source"]
    failed = next((case for case in judgement.cases if case.verdict is not Verdict.AC), None)
    return {**row, "signal": failed and failed.signal}


def _finish(answer: Answer, future: Future[Judgement] | None) -> Answer:
    try:
        return answer if future is None else answer | judgement_answer(future.result())
    except CheckerFault as fault:  # the row's own program, or its problem's: the next may be well
        return answer | {"error": str(fault)}


def _begin(
    number: int,
    line: bytes,
    submit: Callable[[Submission], Future[Judgement]],
    problem_of: Callable[[str], StoredProblem],
) -> Waiting:
    answer: Answer = {"row": number}
    try:
        value = read_object(line)
        if isinstance(value.get("id"), str | int | float):
            answer["id"] = value["id"]
        row = read_row(value)
        if row.model_extra:
            answer["ignored"] = sorted(row.model_extra)
        return answer, submit(submission_of_row(row, problem_of))
    except BadRow as bad:
        return answer | {"error": str(bad)}, None
