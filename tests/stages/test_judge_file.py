import json
import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.stages.judging.judge_file import judge_lines, lines_of

CASES = [{"input": "", "output": "1"}]
PRINTS_1 = 'extern "C" int puts(const char *); int main() { puts("1"); }'
SLOW = "int main() { for (;;); }"


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    chosen = JudgeSettings(workers=2, time_limit_s=0.3)
    with JudgePool(chosen, tmp_path_factory.mktemp("judge")) as pool:
        yield pool


def line(source=None, **more):
    return json.dumps({"source": source, "test_cases": CASES, **more}).encode() + b"\n"


def judged(lines, pool):
    return list(judge_lines(lines, pool, None))


def test_answers_come_in_the_rows_order_and_none_is_lost(pool):
    rows = [line(SLOW), line(PRINTS_1, id="b"), b"\n", b"{\n", line(completion="?"), b"", line("x")]
    answers = judged(rows, pool)
    assert [answer["row"] for answer in answers] == [1, 2, 4, 5, 6]
    assert [answer.get("verdict") for answer in answers] == ["TLE", "AC", None, "NC", "CE"]
    assert answers[1]["id"] == "b"
    assert "not JSON" in answers[2]["error"]
    assert json.dumps(answers)


@pytest.mark.parametrize("given", ["x", 3, 3.0, -1.5])
def test_an_id_comes_back_as_it_was_given(pool, given):
    (answer,) = judged([line(completion="?", id=given)], pool)
    assert answer["verdict"] == "NC"
    assert json.dumps(answer["id"]) == json.dumps(given)


def test_an_answer_does_not_wait_for_the_next_row(pool):
    answered = threading.Event()

    def rows():
        yield line(PRINTS_1)
        assert answered.wait(60)
        yield line(PRINTS_1 + "//")

    answers = judge_lines(rows(), pool, None)
    assert next(answers)["verdict"] == "AC"
    answered.set()
    assert next(answers)["verdict"] == "AC"
    assert list(answers) == []


def test_a_long_file_is_read_a_little_ahead_only(pool):
    read = []

    def rows():
        for number in range(1000):
            read.append(number)
            yield line(completion=f"no code {number}")

    answers = judge_lines(rows(), pool, None)
    for _ in range(3):
        next(answers)
    answers.close()
    assert len(read) < 60
    assert not [thread for thread in threading.enumerate() if thread.name == "read rows"]


def test_a_failing_checker_program_is_its_row_s_error(pool):
    crashes = "int main() { __builtin_trap(); }"
    rows = [line(PRINTS_1, checker={"program": text}) for text in (crashes, "not C++\n")]
    first, second, third = judged([*rows, line(PRINTS_1)], pool)
    assert "checker" in first["error"]
    assert "does not compile" in second["error"]
    assert third["verdict"] == "AC"


def test_an_error_while_reading_ends_the_answers(pool):
    def rows():
        yield line(PRINTS_1)
        raise OSError("the disk is gone")

    answers = judge_lines(rows(), pool, None)
    assert next(answers)["verdict"] == "AC"
    with pytest.raises(OSError, match="disk is gone"):
        next(answers)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=20) | st.just(b"\n")))
def test_lines_are_those_of_the_file_however_they_arrive(blocks):
    reading, writing = os.pipe()

    def write():
        for block in blocks:
            os.write(writing, block)
        os.close(writing)

    writer = threading.Thread(target=write)
    writer.start()
    found = [one for one in lines_of(reading) if one]
    writer.join()
    os.close(reading)
    whole = b"".join(blocks)
    assert b"".join(found) == whole
    assert len(found) == whole.count(b"\n") + (not whole.endswith(b"\n") and whole != b"")
