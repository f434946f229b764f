"""`tinylora judge` as a person types it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.warehouses import new_warehouse
from tinylora.commands.judge import show_diagnosis
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.judge.languages.toolchain import PROGRAM
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.judging.judge_doctor import Canary, Diagnosis, Known, Mode
from tinylora.warehouse import Warehouse

ADD = '#include <cstdio>\nint main() { int a, b; scanf("%d %d", &a, &b); printf("%d", a + b); }\n'
CASES = [{"input": "1 2", "output": "3"}, {"input": "20 22", "output": "42"}]
MEASURED = ("compile_ms", "cpu_ms", "wall_ms", "peak_kb", "signal", "first_failure", "cases")


def tinylora(home, *words, given=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "tinylora.cli", *map(str, words)],
        env={"TINYLORA_HOME": str(home), "COLUMNS": "100", "PATH": os.environ["PATH"]}
        | environment,
        input=given,
        capture_output=True,
        text=True,
    )


def jsonl(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_file_twice(tmp_path):
    file = tmp_path / "rows.jsonl"
    crash = "int main() { __builtin_trap(); }"
    file.write_text(
        jsonl(
            {"id": "right", "source": ADD, "test_cases": CASES},
            {"id": 2, "completion": f"So:\n```cpp\n{ADD}```", "test_cases": CASES, "note": 1},
            {"source": ADD.replace("a + b", "a * b"), "test_cases": CASES},
            {"source": "\ud800", "test_cases": CASES},
            {"source": crash, "test_cases": CASES},
        )
        + '{"source": 3}\n'
    )
    done = tinylora(tmp_path, "judge", file, "--json")
    answers = [json.loads(text) for text in done.stdout.splitlines()]
    assert done.returncode == 1  # a row had an error
    assert [answer.get("verdict") for answer in answers] == ["AC", "AC", "WA", "CE", "RE", None]
    assert [answer["row"] for answer in answers] == [1, 2, 3, 4, 5, 6]
    assert [answer.get("id") for answer in answers[:3]] == ["right", 2, None]
    assert answers[1]["ignored"] == ["note"]
    assert "error" in answers[5]
    assert [(one["passed"], one["total"], one["score"]) for one in answers[:3]] == [
        (2, 2, 1.0),
        (2, 2, 1.0),
        (0, 2, 0.0),
    ]
    assert all(name in one for name in MEASURED for one in answers[:5])
    assert answers[2]["first_failure"]["expected"] == "3"
    assert answers[2]["first_failure"]["actual"] == "2"
    assert answers[4]["signal"] in (4, 5)
    assert "4 judged, 1 reused" in done.stderr

    again = tinylora(tmp_path, "judge", file)
    assert again.returncode == 1
    assert "0 judged, 5 reused" in again.stderr
    assert "6 rows: 2 AC, 1 WA, 1 RE, 1 CE, 1 error" in again.stderr
    assert "token 1: expected '3', got '2'" in again.stdout
    rows = Warehouse(tmp_path / "warehouse.duckdb").select("select * from judgements")
    assert rows.num_rows == 4


def test_a_row_may_be_in_python(tmp_path):
    add = "a, b = map(int, input().split())\nprint(a + b)\n"
    rows = jsonl(
        {"source": add, "language": "python", "test_cases": CASES},
        {"completion": f"So:\n```python\n{add}```", "language": "python", "test_cases": CASES},
        {"completion": f"So:\n```python\n{add}```", "test_cases": CASES},
        {"source": "print(", "language": "python", "test_cases": CASES},
        {"source": add, "language": "cobol", "test_cases": CASES},
    )
    done = tinylora(tmp_path, "judge", "-", "--json", "--no-store", given=rows)
    answers = [json.loads(text) for text in done.stdout.splitlines()]
    assert [one.get("verdict") for one in answers] == ["AC", "AC", "NC", "CE", None]
    assert answers[0]["compiler"].startswith("Python 3")
    assert "line 1: SyntaxError" in answers[3]["first_failure"]["message"]
    assert "'cobol' is not one the judge knows" in answers[4]["error"]


def test_standard_input_without_a_warehouse(tmp_path):
    rows = jsonl({"completion": "no code", "test_cases": CASES})
    done = tinylora(tmp_path, "judge", "-", "--json", "--no-store", given=rows)
    assert done.returncode == 0
    assert json.loads(done.stdout)["verdict"] == "NC"
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_a_problem_of_the_warehouse(tmp_path):
    warehouse = new_warehouse(tmp_path / "warehouse.duckdb")
    source = SourceSettings(dataset="luogu_dpo", path="samples/raw/luogu_dpo")
    ingest(source, CorpusSettings(sources=(source,)), warehouse, tmp_path)
    key = warehouse.select("select min(problem_key) as key from test_cases").to_pylist()[0]["key"]
    rows = jsonl(
        {"source": "int main() {}", "problem_key": key, "time_limit_s": 0.5},
        {"source": "int main() {}", "problem_key": "nope"},
    )
    done = tinylora(tmp_path, "judge", "-", "--json", given=rows)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (
        first["total"]
        == warehouse.select("select * from test_cases where problem_key = $key", key=key).num_rows
    )
    assert first["limits"]["time_limit_s"] == 0.5
    assert "'nope' is not in" in second["error"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing.jsonl"], "nothing.jsonl cannot be read: No such file"),
        (["."], "cannot be read: Is a directory"),
        ([], "name a FILE.jsonl, or - for standard input"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path, words, says):
    done = tinylora(tmp_path, "judge", *words)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("option", "most"), [("--memory-limit", 1 << 20), ("--time-limit", 600)])
def test_a_limit_beyond_what_a_process_can_have(tmp_path, option, most):
    done = tinylora(tmp_path, "judge", "-", option, "99999999999999", given="")
    assert done.returncode == 2
    assert f"equal to {most}" in done.stderr
    assert "Traceback" not in done.stderr


def names(processes):
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            yield one.name()


def test_ctrl_c_ends_what_runs(tmp_path):
    endless = {"source": "int main() { for (;;); }", "time_limit_s": 600}
    (tmp_path / "rows.jsonl").write_text(jsonl({**endless, "test_cases": CASES * 10}))
    child = subprocess.Popen(
        [sys.executable, "-m", "tinylora.cli", "judge", str(tmp_path / "rows.jsonl")],
        env={"TINYLORA_HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a suite that a shell started in the background has it ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    started = psutil.Process(child.pid)
    while PROGRAM not in names(started.children(recursive=True)):
        assert child.poll() is None
        time.sleep(0.05)
    family = started.children(recursive=True)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert psutil.wait_procs(family, timeout=30)[1] == []  # whoever takes over orphans buries them
    assert not list((tmp_path / "judge").glob("pool-*"))


def test_no_compiler(tmp_path):
    done = tinylora(tmp_path, "judge", "-", given="", PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("tinylora: g++ is not on PATH")
    sick = tinylora(tmp_path, "judge", "--doctor", "--json", PATH=str(tmp_path))
    assert sick.returncode == 1
    assert json.loads(sick.stdout)["well"] is False


def test_the_doctor(tmp_path):
    done = tinylora(tmp_path, "judge", "--doctor", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert found["well"]
    assert {mode["name"] for mode in found["modes"]} == {"namespaces", "landlock", "rlimits"}
    assert {canary["expected"] for canary in found["canaries"]} >= {"AC", "WA", "TLE", "RE", "CE"}
    assert all(canary["right"] for canary in found["canaries"])
    assert "g++" in found["compiler"]
    known = {one["name"]: one["version"] for one in found["languages"]}
    assert known["python"].startswith("Python 3")
    assert "/python3" in known["python"]
    assert {one["language"] for one in found["canaries"]} == {"c++", *known}
    assert found["slowness"] >= 1
    assert not list(Path(tmp_path, "judge").glob("pool-*"))


def test_the_doctor_speaks_to_people(capsys):
    modes = (Mode("namespaces", "walls", "no [bold]bwrap"), Mode("landlock", "walls", None))
    canaries = (Canary("AC", "AC", None), Canary("WA", "AC", "it [/red]\x1b[2Jpassed"))
    languages = (Known("python", "Python 3.11"), Known("algol", None, "none: install one"))
    found = Diagnosis(modes, "landlock", "g++ 12", 1.25, canaries, languages=languages)
    show_diagnosis(found)
    text = capsys.readouterr().out
    assert "no [bold]bwrap" in text
    assert "chosen" in text
    assert "python  Python 3.11" in text
    assert "algol  no: none: install one" in text
    assert "\x1b" not in text
    assert "this host cannot judge rightly" in text
    assert not found.well


def test_a_reader_that_leaves_early(tmp_path):
    rows = jsonl(*({"completion": str(i), "test_cases": CASES} for i in range(300)))
    words = [sys.executable, "-m", "tinylora.cli", "judge", "-", "--json", "--no-store"]
    child = subprocess.Popen(
        words,
        env={"TINYLORA_HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    child.stdin.write(rows)
    child.stdin.flush()  # and not closed: more might come
    assert json.loads(child.stdout.readline())["row"] == 1
    child.stdout.close()
    said = child.stderr.read()
    assert child.wait(60) in (0, 1)
    assert "Traceback" not in said
    assert "FATAL" not in said


def test_help_shows_examples(tmp_path):
    assert "tinylora judge --doctor" in tinylora(tmp_path, "judge", "--help").stdout
