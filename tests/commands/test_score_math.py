"""`tinylora score-math` as a person types it."""

import json

import pytest

RIGHT, WRONG = "so <answer>no solution</answer>", "so <answer>many solutions</answer>"


@pytest.fixture
def generations(tmp_path):
    """Write a file of problems, each with as many right and wrong generations as asked for."""

    def write(name, **right_of_two):
        rows = [
            {
                "problem": f"problem {problem}",
                "answer": "no solution",
                "generations": [RIGHT] * right + [WRONG] * (2 - right),
            }
            for problem, right in right_of_two.items()
        ]
        path = tmp_path / name
        path.write_text(json.dumps(rows), encoding="utf-8")
        return path

    return write


def test_everything_at_once(tinylora, tmp_path, generations):
    small = generations("small.json", a=1, b=0, c=0, d=2)
    large = generations("large.json", a=2, b=1, c=0, e=1)
    out = tmp_path / "rows.jsonl"
    options = ("--k", 2, "--larger", large, "--against", large, "--out", out)
    done = tinylora(tmp_path, "score-math", small, *options, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["file"]["rows"] == {"read": 4, "kept": 4, "rejected": 0, "reasons": {}}
    assert said["file"]["intervals"]["pass@2"]["estimate"] == 0.5
    assert said["file"]["length_unit"] == "words"
    assert said["tiers"]["problems"] == {"easy": 1, "medium": 1, "hard": 1}
    assert [row["problem"] for row in said["tiers"]["unmatched"]["only_here"]] == ["problem d"]
    assert [row["problem"] for row in said["tiers"]["unmatched"]["only_there"]] == ["problem e"]
    assert said["comparison"]["metrics"]["pass@2"]["test"] == "McNemar's exact test"
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["tier"] for row in rows] == ["easy", "medium", "hard", None]
    assert [row["pass@2"] for row in rows] == [1, 0, 0, 1]
    assert rows[0]["completions"][0]["answer"] == "no solution"

    shown = tinylora(tmp_path, "score-math", small, *options)
    assert shown.returncode == 0
    for words in ("pass@2 in any form", "Wilson, effective size", "length in words", "medium"):
        assert words in shown.stdout
    assert "no detectable difference in pass@2" in shown.stdout
    assert "only in --larger: 1" in shown.stdout


def test_a_real_comparison_and_a_hostile_answer(tinylora, tmp_path):
    hostile = "<answer>9^{9^{9^9}}</answer>\x1b[2J"
    row = {"problem": "p\x1b[2J", "answer": "1/2", "generations": [r"\boxed{0.5}", hostile]}
    path = tmp_path / "generations.jsonl"
    path.write_text(f"{json.dumps(row)}\nno json \x1b[2J\n", encoding="utf-8")
    done = tinylora(
        *(tmp_path, "score-math", path, "--k", 2),
        *("--time-limit", "0.5", "--workers", "1"),
    )
    assert done.returncode == 0, done.stderr
    assert "time limit 1" in done.stdout
    assert "2 read, 1 kept, 1 rejected" in done.stdout
    assert "row 2: not_json" in done.stdout
    assert "\x1b[2J" not in done.stdout + done.stderr


def test_an_echoed_prompt_is_told_and_strict_stands_beside_lenient(tinylora, tmp_path, generations):
    base, tuned = generations("base.json", a=0, b=0), generations("tuned.json", a=1, b=2)
    rows = json.loads(tuned.read_text(encoding="utf-8"))
    for row in rows:
        prompt = f"Use a tag, say <answer>42</answer>: {row['problem']}\n"
        row["generations"] = [prompt + text for text in row["generations"]]
    tuned.write_text(json.dumps(rows), encoding="utf-8")
    shown = tinylora(tmp_path, "score-math", tuned, "--k", 2, "--against", base)
    assert shown.returncode == 0, shown.stderr
    assert "cut off 4 of 4 completions" in shown.stdout
    assert "scored: Use a tag, say <answer>42</answer>: problem a" in shown.stdout
    assert shown.stdout.count("strict: tag or box") >= 3  # each file's, and the difference
    assert shown.stdout.count("lenient: any form") >= 3
    assert "warning: every completion holds <answer>many solutions</answer>" in shown.stdout


def test_nothing_scoreable_is_1(tinylora, tmp_path, generations):
    done = tinylora(tmp_path, "score-math", generations("few.json", a=1), "--k", 3)
    assert done.returncode == 1
    assert "nothing that can be scored" in done.stderr
    assert "too_few_generations: 2 generations, k is 3" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--larger", "nowhere.json"), "nowhere.json cannot be read"),
        (("--against", "other.json"), "none is in both files"),
        (("--full-length", 2_000), "not below no_length"),
        (("--answer-tag", "a b"), "answer_tag"),
        (("--time-limit", 0), "time_limit_s"),
        (("--out", "small.json"), "is a file to be read"),
        (("--out", "no/such/folder/rows.jsonl"), "in a folder that is there"),
        (("--tokenizer", "."), "--tokenizer"),
        (("--k", 0), "--k"),
    ],
)
def test_misuse_is_2(tinylora, tmp_path, generations, options, said):
    generations("small.json", a=1)
    generations("other.json", b=1)
    done = tinylora(
        tmp_path, "score-math", "small.json", *(("--k", 1), ())["--k" in options], *options,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr


def test_help_shows_the_tag_and_examples(tinylora, tmp_path):
    done = tinylora(tmp_path, "score-math", "--help")
    assert done.returncode == 0
    for words in ("<answer>…</answer>", r"\boxed{…}", "tinylora score-math tuned.json"):
        assert words in done.stdout
