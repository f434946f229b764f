"""What damaging input at random found in the product, each by an input that a person can read."""

import json
import struct

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.corpus.corpus_rows import (
    code_contests_row,
    deepcoder_row,
    luogu_row,
    settings,
    source,
    write_jsonl,
    write_parquet,
)
from tests.corpus.problem_packages import KATTIS, record, records, write, zipped
from tinylora.corpus.files import parquet_pages
from tinylora.corpus.files.raw_files import columns_of, raw_rows
from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources import code_contests, deepcoder
from tinylora.corpus.sources.readers import reader_for
from tinylora.corpus.sources.reading import read
from tinylora.corpus.statements.signs import decimals_asked_for
from tinylora.errors import (
    CheckpointMismatch,
    SchemaDrift,
    SettingsError,
    SourceMissing,
    TinyLoRAError,
)
from tinylora.mathematics.file import read_math_file
from tinylora.mathematics.scores import tokens
from tinylora.overrides import overrides
from tinylora.policy.weight_files import of_folder
from tinylora.problem import Problem, RejectReason
from tinylora.profiles import profile
from tinylora.stages.judging.judge_row import BadRow, read_object, read_row, submission_of_row

GOOGOLS = 10**400
"""A whole number that no float holds."""
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)


def refused(error: type[TinyLoRAError], call) -> str:
    """Return the message of an error that must be one line of readable length."""
    with pytest.raises(error) as raised:
        call()
    said = str(raised.value)
    assert "\n" not in said and len(said) < 1500
    return said


def of_problems(path, **columns):
    own = SourceSettings(dataset="problems", path=str(path), columns=columns)
    return list(read(own, [path], settings()))


@pytest.mark.parametrize(
    "text",
    [
        "model: !!bool maybe",
        "model: !!int ''",
        "model: !!timestamp x",
        "model: {a: 'b}",
        "model: " + "[" * 3000,
        "model: 0x" + "f" * 6000,
        f"{BOMB}model: {{name: *k}}",  # eleven lines that stand for two billion x
        f"model: {{name: {'m' * 100_000}, dtype: float31}}",
    ],
)
def test_a_profile_that_is_none_is_one_sentence(tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text)
    refused(SettingsError, lambda: profile(str(tmp_path / "mine.yaml")))


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 100_000, json.dumps([["a" * 500] * 500])])
def test_a_knob_beyond_python_is_one_sentence(value):
    change = f"training.steps={value}"
    said = refused(SettingsError, lambda: profile("demo", [change]))
    assert "training.steps: " in said
    assert overrides([change])


def test_steps_that_no_float_holds():
    assert profile("demo", [f"training.steps={10**400}"]).training.steps == 10**400


@pytest.mark.parametrize("mapped", [{"x" * 9000: "y"}, {"inputs": "y." * 9000}])
def test_a_column_whose_name_is_a_page_long(mapped):
    source = SourceSettings(dataset="problems", path="x", split="train", columns=mapped)
    refused(SettingsError, lambda: reader_for(source))


def test_a_checker_whose_quote_is_not_closed_is_its_row_s_error():
    row = {"source": "", "test_cases": [{"input": "", "output": ""}]}
    for checker in ("validator 'a\nint main() {}", "x" * 5000):
        line = json.dumps(row | {"checker": checker}).encode()
        with pytest.raises(BadRow, match=r"checker .*: write tokens, lines") as bad:
            submission_of_row(read_row(read_object(line)), None)
        assert len(str(bad.value)) < 400


def test_a_whole_number_that_no_float_holds(tmp_path):
    row = {"problem": "How many?", "answer": GOOGOLS, "generations": ["\\boxed{1}"]}
    path = write_jsonl(tmp_path / "answers.jsonl", [row])
    assert read_math_file(path, 1).rows[0].answer == str(GOOGOLS)
    tests = json.dumps([{"input": GOOGOLS, "output": "1"}])
    made = deepcoder.problem(deepcoder_row(tests=tests), source("deepcoder", "taco"), settings())
    assert made.test_cases[0].input == str(GOOGOLS)
    row = code_contests_row(cf_points=GOOGOLS)
    made = code_contests.problem(row, source("code_contests"), settings())
    assert "cf_points" not in made.extra


def test_arguments_nested_deeper_than_python_follows(tmp_path):
    deep = '{"a": ' * 900 + "1" + "}" * 900
    tests = f'[{{"input": [{deep}], "output": 1, "fn_name": "add"}}]'
    rows = [deepcoder_row("Add."), deepcoder_row("Add them.", tests=tests)]
    path = write_jsonl(tmp_path / "rows.jsonl", rows)
    good, bad = read(source("deepcoder", "taco"), [path], settings())
    assert isinstance(good, Problem)
    assert (bad.reason, bad.excerpt) == (
        RejectReason.TOO_LARGE,
        "its values are nested deeper than Python follows",
    )


def test_lists_nested_where_a_member_is_looked_for(tmp_path):
    (tmp_path / "mine.jsonl").write_text(
        '{"statement": "Add.", "tests": ' + "[" * 600 + "]" * 600 + "}"
    )
    columns = {"inputs": "tests.in", "outputs": "tests.out"}
    said = refused(SchemaDrift, lambda: of_problems(tmp_path / "mine.jsonl", **columns))
    assert "no row has 'tests.in'" in said


def test_the_old_long_s_is_an_s_to_a_pattern_that_ignores_case():
    assert decimals_asked_for("Print it with ſix decimal places.") == 6


@pytest.mark.parametrize(
    ("yaml", "reason"),
    [
        ("name: !!bool maybe", RejectReason.BROKEN_PACKAGE),
        ("validator_flags: [0x" + "f" * 6000 + "]", RejectReason.BROKEN_PACKAGE),
        ("keywords: [" + "1," * 100_000 + "]", RejectReason.TOO_LARGE),  # 2 s, and 1 MB were 18
    ],
)
def test_a_package_s_yaml(tmp_path, yaml, reason):
    assert record(tmp_path / "adding", KATTIS, {"problem.yaml": yaml}).reason is reason


def test_a_package_s_limit_that_no_float_holds(tmp_path):
    limits = f"limits: {{time_limit: {GOOGOLS}}}"
    assert record(tmp_path / "adding", KATTIS, {"problem.yaml": limits}).time_limit_s is None


def test_an_archive_with_a_file_without_a_name(tmp_path):
    archive = zipped(write(tmp_path / "adding", {**KATTIS, "zz": "x"}))
    archive.write_bytes(archive.read_bytes().replace(b"zz", b"\0z"))  # a name ends at a NUL
    (bad,) = records(archive)
    assert bad.reason is RejectReason.BROKEN_PACKAGE


def test_a_page_that_says_it_unpacks_into_more_than_its_chunk(tmp_path, monkeypatch):
    """Two bytes of the page's header: pyarrow makes room for what they say before it unpacks."""
    monkeypatch.setattr(parquet_pages, "SMALL_BYTES", 0)
    path = write_parquet(tmp_path / "a.parquet", [{"a": "x" * 600}])
    data, chunk = bytearray(path.read_bytes()), pq.ParquetFile(path).metadata.row_group(0).column(0)
    at = chunk.dictionary_page_offset
    assert bytes(data[at : at + 3]) == b"\x15\x04\x15"  # a dictionary page, and then its size
    assert parquet_pages.varint(data, at + 3) == (2 * 604, at + 5)
    data[at + 3 : at + 5] = b"\xfe\x7f"
    path.write_bytes(data)
    said = refused(SourceMissing, lambda: list(raw_rows(path, ["a"])))
    assert "says it unpacks into 8191" in said


def test_a_number_of_a_page_s_header_ends():
    with pytest.raises(ValueError, match="more than 64 bits"):
        parquet_pages.struct(b"\x15" + b"\x80" * 1000, 0)


def test_a_column_whose_name_is_no_text(tmp_path):
    path = write_parquet(tmp_path / "a.parquet", [{"statement": "x"}])
    path.write_bytes(path.read_bytes().replace(b"statement", b"statemen\xff"))
    assert "does not read as .parquet" in refused(SourceMissing, lambda: columns_of(path))


def test_a_day_that_python_has_not_is_one_row_s(tmp_path):
    days = pa.array([19749, 2**30, None], pa.int32()).view(pa.date32())
    texts = ["Add.", "Subtract.", "Multiply."]
    columns = {"statement": texts, "inputs": [["1"]] * 3, "outputs": [["1"]] * 3}
    pq.write_table(pa.table({**columns, "contest_date": days}), tmp_path / "a.parquet")
    first, second, third = of_problems(tmp_path / "a.parquet")
    assert str(first.contest_date) == "2024-01-27" and third.contest_date is None
    assert second.reason is RejectReason.WRONG_TYPE


def test_a_wild_offset_in_a_saved_dataset_does_not_end_the_process(tmp_path):
    from datasets import Dataset

    rows = [luogu_row(1001), luogu_row(1002)]
    Dataset.from_list(rows).save_to_disk(tmp_path / "saved")
    (file,) = (tmp_path / "saved").glob("*.arrow")
    ends = [len(row["conversations"][0]["value"].encode()) for row in rows]
    offsets = struct.pack("<3i", 0, ends[0], sum(ends))
    data = file.read_bytes()
    assert data.count(offsets) == 1
    file.write_bytes(data.replace(offsets, struct.pack("<3i", 0, 2**30, sum(ends))))
    said = refused(SourceMissing, lambda: list(raw_rows(tmp_path / "saved", ["conversations"])))
    assert "save the dataset anew" in said


def test_a_file_that_begins_like_utf_16_and_is_none(tmp_path):
    """A zero byte after the first bracket; later two bytes are half a pair of surrogates."""
    (tmp_path / "a.json").write_bytes(b"[\0 \0" + b"\0\xd8 " * 9)
    refused(SourceMissing, lambda: list(raw_rows(tmp_path / "a.json", [])))


def test_a_saved_dataset_whose_features_are_no_object(tmp_path):
    from datasets import Dataset

    Dataset.from_list([luogu_row(1001)]).save_to_disk(tmp_path / "saved")
    info = tmp_path / "saved" / "dataset_info.json"
    info.write_text(json.dumps({**json.loads(info.read_text()), "features": "x"}))
    said = refused(SourceMissing, lambda: columns_of(tmp_path / "saved"))
    assert "save the dataset anew" in said


def test_an_error_of_pyarrow_s_is_one_line(tmp_path):
    path = write_parquet(tmp_path / "a.parquet", [{"a": "x"}])
    data = path.read_bytes()
    path.write_bytes(data[:-60] + b"\xff" * 50 + data[-10:])
    refused(SourceMissing, lambda: columns_of(path))


def test_a_tokenizer_that_fails_at_its_first_word(tmp_path):
    model = {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "[UNK]"}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"version": "1.0", "model": model}))
    unit = tokens(str(tmp_path / "tokenizer.json"))
    assert unit.lengths(["a"]) == [1]
    assert "name a tokenizer.json" in refused(SourceMissing, lambda: unit.lengths(["b"]))


@pytest.mark.parametrize(
    "index",
    [
        '{"weight_map": {"a": "b\\nc"}}',
        "{",
        "[]",
        '{"weight_map": 5}',
        '{"weight_map": {"a": [1]}}',
    ],
)
def test_an_index_of_weights_that_is_none(tmp_path, index):
    (tmp_path / "model.safetensors.index.json").write_text(index)
    said = refused(SourceMissing, lambda: of_folder(tmp_path, "mine"))
    assert "model.safetensors.index.json is no index of weights" in said


def test_numbers_of_a_checkpoint_that_numpy_does_not_have(tmp_path):
    import torch
    from safetensors.torch import load, save

    from tests.endurance.adapter_files import _opened, _said, _whole

    whole, file = _whole("tinylora"), tmp_path / "one.safetensors"
    tensors = {**load(whole), "v": torch.ones(16).to(torch.float8_e4m3fn)}
    file.write_bytes(save(tensors, {"tinylora": json.dumps(_said(whole))}))
    assert "is damaged" in refused(CheckpointMismatch, lambda: _opened(file))


def test_the_mean_of_loras_of_other_lengths(tmp_path):
    from safetensors.torch import load, save

    from tests.endurance.adapter_files import _said, _whole
    from tinylora.adapter.average import average

    whole, files = _whole("lora"), [tmp_path / "one.safetensors", tmp_path / "two.safetensors"]
    tensors = load(whole)
    longer = {**tensors, "v": tensors["v"].repeat(2)}
    files[0].write_bytes(whole)
    files[1].write_bytes(save(longer, {"tinylora": json.dumps(_said(whole))}))
    said = refused(CheckpointMismatch, lambda: average(files, tmp_path / "mean.safetensors"))
    assert "is not of the same base model and adapter" in said


def test_a_configuration_of_peft_s_with_a_line_break(tmp_path):
    from tinylora.exchange import peft_folder

    config = {"peft_type": "TINYLORA", "modules_to_save": "a\nb" * 1000}
    (tmp_path / "adapter_config.json").write_text(json.dumps(config))
    (tmp_path / "adapter_model.safetensors").write_bytes(b"")
    said = refused(CheckpointMismatch, lambda: peft_folder.read(tmp_path))
    assert "has modules_to_save a ba b" in said
