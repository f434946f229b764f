"""`tinylora completions`: what another program sampled, judged for real."""

import json

import pytest
import small_warehouse as small

from tinylora.errors import JudgeFault
from tinylora.warehouse import Warehouse

KINDS = (("AC", "HC"), ("WA", "NC"), ("AC", "AC"), ("WA", "WA"))


def rows(kinds=KINDS):
    for k, of_problem in enumerate(kinds):
        for sample, kind in enumerate(of_problem):
            name = {"problem_key": f"p{k}"} if k % 2 else {"native_id": f"n{k}"}
            yield {**name, "sample": sample, "text": small.answer(k, kind)}


def write(path, given, *more):
    path.write_text("".join(json.dumps(row) + "\n" for row in given) + "".join(more))
    return path


def verdicts(warehouse, evaluation_id):
    query = (
        "select problem_key, sample, verdict from judged_completions where evaluation_id = $id "
        "order by problem_key, sample"
    )
    return warehouse.select(query, id=evaluation_id).to_pylist()


@pytest.fixture
def home(tmp_path):
    small.evaluate(small.made(tmp_path), "ba5e0001", KINDS)
    return tmp_path


def test_in_out_and_in_again(tinylora, home, tmp_path):
    bad = (
        '{"problem_key": "p0", "text": 3}\n',
        '{"problem_key": "elsewhere", "sample": 0, "text": ""}\n',
        '{"native_id": "n0", "sample": 0, "text": "again", "model": "m"}\n',
        "no json\n",
        "\n",
        '{"native_id": "n0", "sample": 3000000000, "text": ""}\n',
        '{"native_id": "n0", "sample": 2, "text": "", "finish_reason": "\\ud800"}\n',
    )
    seeds = ({"seed": 2**64 - 1 - number} for number in range(8))  # as other programs draw them
    kept = (row | seed for row, seed in zip(rows(), seeds, strict=True))
    file = write(tmp_path / "in.jsonl", kept, *bad)
    done = tinylora(home, "completions", "import", file, "--name", "gpt", "--json")
    assert done.returncode == 1, done.stderr  # six rows were rejected
    said = json.loads(done.stdout)
    assert said["rows"] == {"read": 14, "kept": 8, "rejected": 6}
    assert [(reject["line"], reject["reason"]) for reject in said["rejects"]] == [
        *((9, "not_a_row"), (10, "unknown_problem"), (11, "repeated"), (12, "not_a_row")),
        *((14, "not_a_row"), (15, "not_a_row")),
    ]
    assert '{"native_id": "1A", "sample": 0, "text":' in said["rejects"][3]["why"]
    assert "stands in line 1 too" in said["rejects"][2]["why"] and said["ignored"] == {"model": 1}
    assert said["like"] == "ba5e0001" and said["samples_per_problem"] == 2
    assert said["verdicts"] == {"WA": 4, "AC": 3, "NC": 1}
    warehouse = Warehouse(home / "warehouse.duckdb")
    first = verdicts(warehouse, said["evaluation_id"])
    assert [row["verdict"] for row in first[:4]] == ["AC", "WA", "WA", "NC"]
    largest = warehouse.select("select max(seed) as seed from completions").to_pylist()
    assert largest == [{"seed": 2**64 - 1}]
    judged = warehouse.select("select * from judgements").num_rows

    out = tmp_path / "out.jsonl"
    exported = tinylora(home, "completions", "export", "gpt", out)
    assert exported.returncode == 0 and "8 completions of gpt" in exported.stdout
    again = tinylora(home, "completions", "import", out, "--name", "same", "--json")
    assert again.returncode == 0, again.stderr
    same = json.loads(again.stdout)
    assert verdicts(warehouse, same["evaluation_id"]) == first
    assert warehouse.select("select * from judgements").num_rows == judged  # none judged twice
    third = tinylora(home, "completions", "import", out, "--name", "same", "--json")
    assert json.loads(third.stdout)["reused"] is True
    told = [json.loads(line) | {"tokens": 7, "finish_reason": "stop"} for line in out.open()]
    mended = write(tmp_path / "mended.jsonl", told)
    fourth = tinylora(home, "completions", "import", mended, "--name", "same", "--json")
    assert json.loads(fourth.stdout)["reused"] is False
    evaluation_id = json.loads(fourth.stdout)["evaluation_id"]
    asked = "select distinct tokens, finish_reason from completions where evaluation_id = $id"
    stored = warehouse.select(asked, id=evaluation_id).to_pylist()
    assert stored == [{"tokens": 7, "finish_reason": "stop"}]

    board = json.loads(tinylora(home, "leaderboard", "--json").stdout)["boards"][0]
    small.evaluate(
        *(warehouse, "ba5e0002", KINDS),
        problem_set_fingerprint=board["problem_set_fingerprint"],
    )
    board = json.loads(tinylora(home, "leaderboard", "--anyway", "--json").stdout)["boards"][0]
    found = {row["policy"]: row for row in board["rows"]}
    assert found["gpt"]["against_base"]["difference"]["estimate"] == 0  # the same answers
    assert "seed: 42 against not known" in found["gpt"]["differences"]
    assert {"gpt", "same", "base"} <= found.keys()
    # one completion of eight passes the public test case and fails the private ones
    assert found["gpt"]["hard_coded_rate"] == 0.125
    assert found["gpt"]["metrics"]["pass@1"]["estimate"] == 0.375
    assert warehouse.failed_checks() == {}
    (evaluated,) = warehouse.rows("select_evaluated_models", language="c++")
    assert evaluated["base_model"] == "org/m"

    taken = tinylora(home, "completions", "export", "gpt", out)
    assert taken.returncode == 2 and "not there yet" in taken.stderr


def test_an_import_that_fails_half_way_goes_on(tinylora, home, tmp_path, monkeypatch):
    from tinylora.judge import pool
    from tinylora.stages.judging import judge_completions

    judge_in = pool.judge_in

    def failing(*arguments):
        if any('printf("%d", n + 3)' in str(one) for one in arguments):
            raise JudgeFault("the disk is full")
        return judge_in(*arguments)

    monkeypatch.setattr(judge_completions, "PENDING", 1)
    monkeypatch.setattr(pool, "judge_in", failing)
    file = write(tmp_path / "in.jsonl", rows((("NC",), ("NC",), ("NC",), ("AC",))))
    command = ("completions", "import", file, "--name", "gpt", "--workers", "1", "--json")
    done = tinylora(home, *command)
    assert done.returncode == 2 and "disk is full" in done.stderr
    warehouse = Warehouse(home / "warehouse.duckdb")
    stored = "select completion_id from completions where evaluation_id <> 'ba5e0001'"
    assert warehouse.select(stored).num_rows == 3
    assert [row["policy"] for row in warehouse.query("leaderboard")] == ["base"]
    monkeypatch.setattr(pool, "judge_in", judge_in)
    done = tinylora(home, *command)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdicts"] == {"NC": 3, "AC": 1}
    assert warehouse.failed_checks() == {}


def test_a_file_that_does_not_cover_the_problems(tinylora, home, tmp_path):
    part = [row for row in rows((("NC", "NC"), ("NC",), ("NC", "NC")))]
    file = write(tmp_path / "part.jsonl", part)
    done = tinylora(home, "completions", "import", file, "--name", "part")
    assert done.returncode == 2
    assert "1 problem (code_contests n3 (p3)) of 4 without a completion" in done.stderr
    assert "1 problem (code_contests n1 (p1)) with fewer than 2 samples" in done.stderr
    done = tinylora(home, "completions", "import", file, "--name", "part", "--partial")
    assert done.returncode == 1, done.stderr
    assert "surplus: another problem has 1 sample only" in done.stdout
    assert "3 problems × 1: 3 NC" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("base", "", "none of base, start, latest, today"),
        ("x\x1b[2J", "", "printable"),
        ("x", "", "none is a completion"),
        ("x", '{"text": "", "sample": 0}\n', "no problem is named"),
        (
            "x",
            '{"native_id": "n0", "dataset": "luogu_dpo", "text": ""}\n',
            "not in the problem set",
        ),
        ("x", '{"problem_key": "p0", "sample": -1, "text": ""}\n', "sample: Input should be"),
    ],
)
def test_nothing_to_import_is_refused(tinylora, home, tmp_path, name, text, says):
    file = tmp_path / "in.jsonl"
    file.write_text(text)
    done = tinylora(home, "completions", "import", file, "--name", name)
    assert done.returncode == 2 and says in done.stderr
    assert done.stdout == "" and "\x1b" not in done.stderr


def test_no_file(tinylora, home, tmp_path):
    done = tinylora(home, "completions", "import", tmp_path / "none", "--name", "x")
    assert done.returncode == 2 and "cannot be read: No such file" in done.stderr
    done = tinylora(home, "completions", "import", tmp_path / "none", "--name", "x", "--like", "zz")
    assert done.returncode == 2 and "'zz': no finished evaluation" in done.stderr
