"""The earlier projects' files as sources: what they wrote is read, and what is bad is named."""

import json

import pytest
from corpus_rows import (
    PREAMBLE,
    code_contests_row,
    luogu_row,
    openr1_math_row,
    settings,
    write_jsonl,
)
from datasets import Dataset, DatasetDict

from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources import luogu
from tinylora.corpus.sources.reading import read
from tinylora.errors import SchemaDrift, SettingsError, SourceMissing
from tinylora.problem import Problem

SUM = luogu_row(1001)["conversations"][0]["value"]
PAIR = {"input": "1 2", "output": "3"}
GOOD = {"prompt": SUM, "test_cases": [PAIR]}


def source(path, split="train", dataset="extracted", config="default"):
    return SourceSettings(dataset=dataset, config=config, split=split, path=str(path))


def records(of):
    return list(read(of, fetch(of, of).files, settings()))


def test_luogu_rl_data_gives_the_problem_its_number_and_its_samples(tmp_path):
    path = write_jsonl(tmp_path / "luogu_rl_data.jsonl", [GOOD, GOOD])
    for place in (path, tmp_path):
        found, again = records(source(place))
        assert isinstance(found, Problem)
        assert (found.native_id, found.title) == ("P1001", "[NOIP 2008] 加法 1001")
        assert found.statement.startswith("# P1001")  # the instruction is no part of the problem
        assert (found.language, found.trust) == ("zh", "statement_samples_only")
        assert [(one.input, one.output, one.origin) for one in found.test_cases] == [
            ("1 2", "3", "statement")
        ]
        assert found.extra == {"platform": "LUOGU"}
        assert again.reason == "duplicate_row"  # the first project's file has each problem twice


def test_a_real_row_reads_as_it_does_from_luogu_dpo(tmp_path, real_rows):
    """What the first project made of a row: its whole prompt, and samples without their ends."""
    rows = [json.loads(line) for line in real_rows.read_text(encoding="utf-8").splitlines()]
    prompts = {luogu.statement(row): row["conversations"][0]["value"] for row in rows}
    raw = write_jsonl(tmp_path / "raw.jsonl", rows)
    known = [one for one in records(source(raw, dataset="luogu_dpo")) if isinstance(one, Problem)]
    lines = [
        {
            "prompt": prompts[one.statement],
            "test_cases": [
                {"input": case.input.strip(), "output": case.output.strip()}
                for case in one.test_cases
            ],
        }
        for one in known
    ]
    found = records(source(write_jsonl(tmp_path / "luogu_rl_data.jsonl", lines)))
    names = ("native_id", "title", "statement", "language", "trust")

    def told(problem):
        return [getattr(problem, name) for name in names]

    assert known
    assert list(map(told, found)) == list(map(told, known))


def test_code_contests_lines_tell_samples_from_hidden_tests(tmp_path):
    statement = "Add two numbers.\n\nExamples\n\nInput\n\n1 2\n\n\nOutput\n\n3\n"
    tests = [{"input": "1 2\n", "output": "3\n"}, {"input": "4 5\n", "output": "9\n"}]
    path = write_jsonl(
        tmp_path / "code_contests_test.jsonl", [{"prompt": statement, "test_cases": tests}]
    )
    (found,) = records(source(path, "test"))
    assert (found.statement, found.language, found.trust) == (statement, "en", None)
    assert [(one.input, str(one.origin)) for one in found.test_cases] == [
        ("1 2\n", "statement"),
        ("4 5\n", "private"),
    ]
    with pytest.raises(SettingsError, match="split test, not of config default, split train"):
        records(source(path, "train"))  # held out there: never trained on by a slip


def test_code_contests_own_columns_are_read_as_well(tmp_path):
    kept = ("description", "public_tests", "private_tests", "generated_tests", "source")
    row = {name: value for name, value in code_contests_row().items() if name in kept}
    path = write_jsonl(tmp_path / "code_contests_valid.jsonl", [row | {"difficulty": 7}])
    (found,) = records(source(path, "valid", config="code_contests"))
    assert (found.difficulty, found.extra["source"]) == ("A", "CODEFORCES")
    assert [str(one.origin) for one in found.test_cases] == [
        *("public", "private", "generated", "generated")
    ]
    with pytest.raises(SchemaDrift, match="column 'prompt' is missing"):
        records(source(path, "valid"))


def test_columns_that_only_code_contests_reads_may_hold_anything_elsewhere(tmp_path):
    own = {"source": "luogu", "difficulty": 3.5}
    (found,) = records(source(write_jsonl(tmp_path / "a_train.jsonl", [GOOD | own])))
    assert isinstance(found, Problem), found
    path = write_jsonl(tmp_path / "code_contests_train.jsonl", [code_contests_row() | own])
    (bad,) = records(source(path, config="code_contests"))
    assert bad.reason == "wrong_type"


def test_a_line_with_a_function_is_called_and_not_fed(tmp_path):
    calls = [{"input": "[1, 2]\n3", "output": "6"}, {"input": '["..."]\n0', "output": '"..."'}]
    line = {
        "prompt": "Write a function; the grader calls it.\n\n[1, 2]\n3\n\n6",
        **{"test_cases": calls, "function": "total", "starter_code": "def total(a, b):"},
    }
    unread = {**line, "prompt": "Another.", "test_cases": [{"input": "N = 3", "output": "4"}]}
    found, other = records(source(write_jsonl(tmp_path / "a.jsonl", [line, unread])))
    assert (found.answer_language, str(found.io_mode), found.checker) == (
        *("python", "function", "json"),
    )
    assert (found.function, found.starter_code, found.trust) == ("total", "def total(a, b):", None)
    assert [(one.input, one.output, str(one.origin)) for one in found.test_cases] == [
        ("[1, 2]\n3", "6", "private"),
        ('["..."]\n0', '"..."', "private"),
    ]
    assert (other.function, other.extra["why_not_judged"]) == (
        *(None, "its arguments or results are no JSON"),
    )


def test_a_line_in_mathematics_keeps_its_answer_hidden(tmp_path):
    said = {"answer_language": "mathematics"}
    lines = [
        {"prompt": "6 times 7?\n\n42", "test_cases": [{"input": "", "output": "42"}], **said},
        {"prompt": "6 times 8?", "test_cases": [{"input": "", "output": "\\"}], **said},
        {"prompt": "Add.", "test_cases": [PAIR], "answer_language": "rust"},
        {"prompt": "Add.", "test_cases": [PAIR], "answer_language": "c++"},
    ]
    found, unread, unknown, program = records(source(write_jsonl(tmp_path / "a.jsonl", lines)))
    assert (found.answer_language, found.checker) == ("mathematics", None)
    assert [(one.input, one.output, str(one.origin)) for one in found.test_cases] == [
        ("", "42", "private")
    ]
    assert (unread.reason, unknown.reason) == ("answer_not_checkable", "wrong_type")
    assert "neither c++ nor mathematics: rust" in unknown.excerpt
    assert (program.answer_language, str(program.io_mode)) == ("c++", "stdin")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "broken_json"),
        ([1], "not_a_row"),
        ({"test_cases": [PAIR]}, "missing_field"),
        ({"prompt": 1, "test_cases": [PAIR]}, "wrong_type"),
        ({"prompt": PREAMBLE, "test_cases": [PAIR]}, "empty_statement"),
        ({"prompt": SUM}, "missing_field"),
        ({"prompt": SUM, "test_cases": "1 2"}, "wrong_type"),
        ({"prompt": SUM, "test_cases": []}, "no_test_cases"),
        ({"prompt": SUM, "test_cases": ["1 2"]}, "wrong_type"),
        ({"prompt": SUM, "test_cases": [{"input": "1 2"}]}, "unpaired_test_cases"),
        ({"prompt": SUM, "test_cases": [{"input": 1, "output": "3"}]}, "wrong_type"),
        ({"prompt": SUM, "test_cases": [{"input": "1\0", "output": "3"}]}, "unstorable_text"),
        ({"prompt": SUM, "test_cases": [{"input": "1 2 ……", "output": "3"}]}, "truncated_sample"),
        ({"prompt": SUM, "test_cases": [{"input": "无", "output": "3"}]}, "no_input"),
        ({"prompt": f"{SUM}\n本题为提交答案题。", "test_cases": [PAIR]}, "answer_only"),
        ({"prompt": "See <image> and add.", "test_cases": [PAIR]}, "image_statement"),
        ({"prompt": "Add.", "test_cases": [{"input": "1 2 3...", "output": "6"}]}, "no_test_cases"),
    ],
)
def test_a_bad_line_is_a_reject_with_its_reason(tmp_path, line, reason):
    other = luogu_row(1002)["conversations"][0]["value"]
    path = tmp_path / "lines.jsonl"
    lines = [GOOD, line, {"prompt": other, "test_cases": [PAIR]}]
    path.write_text("\n".join(one if type(one) is str else json.dumps(one) for one in lines))
    first, bad, last = records(source(path))
    assert isinstance(first, Problem) and isinstance(last, Problem)
    assert bad.reason == reason
    prompt = line.get("prompt") if isinstance(line, dict) else None
    if isinstance(prompt, str) and prompt != PREAMBLE:
        assert bad.statement and prompt.strip().endswith(bad.statement)  # whole, for people


def saved(tmp_path, *numbers, shards=None):
    rows = [luogu_row(number) | {"chosen": "x"} for number in numbers]
    whole = DatasetDict({"train": Dataset.from_list(rows)})
    folder = tmp_path / "local_luogu_dpo"
    whole.save_to_disk(folder, num_shards={"train": shards} if shards else None)
    return folder


def test_a_save_to_disk_folder_reads_as_the_raw_file_does(tmp_path):
    folder = saved(tmp_path, 1001, 1001, 1002, 1003, shards=2)
    raw = write_jsonl(tmp_path / "luogu_dpo.jsonl", [luogu_row(n) for n in (1001, 1002, 1003)])
    expected = records(source(raw, dataset="luogu_dpo"))
    for place in (folder, folder / "train"):  # all splits, or one
        of = source(place, dataset="luogu_dpo")
        found = records(of)
        assert [one for one in found if isinstance(one, Problem)] == expected
        assert [one.reason for one in found if not isinstance(one, Problem)] == ["duplicate_row"]
        assert fetch(of, tmp_path).revision.startswith("files-")
    assert not list(folder.rglob("cache*"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("dev", "valid"), ("val", "valid"), ("validation", "valid"), ("training", "train")],
)
def test_a_saved_split_may_have_another_word_for_ours(tmp_path, theirs, ours):
    rows = {"prompt": ["Add."], "test_cases": [[{"input": "1 2", "output": "3"}]]}
    folder = tmp_path / "saved"
    DatasetDict({theirs: Dataset.from_dict(rows, split=theirs)}).save_to_disk(folder)
    for place in (folder, folder / theirs):
        (found,) = records(source(place, ours))
        assert isinstance(found, Problem), found
    with pytest.raises(SourceMissing, match=f"it holds: {theirs}"):
        records(source(folder, "test"))


def test_a_saved_split_is_not_taken_for_another(tmp_path):
    folder = saved(tmp_path, 1001)
    with pytest.raises(SourceMissing, match=r"no split 'valid'; it holds: train"):
        records(source(folder, "valid", dataset="code_contests"))
    state = folder / "train" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"_split": "train"}))
    with pytest.raises(SettingsError, match="was saved from split train, not valid"):
        records(source(folder / "train", "valid", dataset="code_contests"))


@pytest.mark.parametrize("place", [".", "train"])
def test_a_saved_split_is_taken_for_another_where_rows_tell_them_apart(tmp_path, place):
    """The hub has one split of openr1_math, of which slices are trained on and held out."""
    rows = [openr1_math_row(f"What is {number} + 1?") for number in range(4)]
    whole = Dataset.from_list(rows, split="train")
    DatasetDict({"train": whole}).save_to_disk(tmp_path)
    of = SourceSettings(
        dataset="openr1_math", split="test", rows=(2, 4), path=str(tmp_path / place)
    )
    assert [one.statement for one in records(of)] == ["What is 2 + 1?", "What is 3 + 1?"]


@pytest.mark.parametrize("damage", ["gone", "short", "unlisted", "no JSON"])
def test_a_damaged_saved_dataset_is_named_and_loses_nothing_silently(tmp_path, damage):
    folder = saved(tmp_path, *range(1001, 1010), shards=2) / "train"
    first = sorted(folder.glob("*.arrow"))[0]
    if damage == "gone":
        first.unlink()
    elif damage == "short":  # between two batches: the rest would read as whole
        first.write_bytes(first.read_bytes()[:-8])
    else:
        (folder / "state.json").write_text("{}" if damage == "unlisted" else "{")
    with pytest.raises(SourceMissing, match="save the dataset anew"):
        records(source(folder, dataset="luogu_dpo"))


def test_a_row_that_is_bad_in_a_saved_dataset_is_a_reject(tmp_path):
    rows = [luogu_row(1001), {"conversations": None}, {"conversations": []}]
    Dataset.from_list(rows).save_to_disk(tmp_path / "saved")
    good, *bad = records(source(tmp_path / "saved", dataset="luogu_dpo"))
    assert isinstance(good, Problem)
    assert [one.reason for one in bad] == ["missing_field", "wrong_type"]


def test_a_file_is_a_source_like_a_folder(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", [GOOD])
    before = fetch(source(path), tmp_path)
    assert before.files == (path,)
    write_jsonl(path, [GOOD, GOOD])
    assert fetch(source(path), tmp_path).revision != before.revision
    with pytest.raises(SourceMissing, match=r"must end in \.json, \.jsonl, \.parquet"):
        fetch(source(write_jsonl(tmp_path / "a.txt", [GOOD])), tmp_path)
