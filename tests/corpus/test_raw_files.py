"""Raw rows, lazily: batches bounded by bytes, JSON by element, damage told apart."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_rows import write_parquet
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.files import raw_files
from tinylora.corpus.files.raw_files import Unreadable, columns_of, raw_rows
from tinylora.errors import SourceMissing
from tinylora.problem import RejectReason

VALUES = st.lists(
    st.dictionaries(st.text(max_size=4), st.text() | st.integers() | st.none(), max_size=3)
    | st.integers()
    | st.text(max_size=20),
    max_size=20,
)


@pytest.mark.parametrize("chunk", [1, 7, 2**20])
@given(values=VALUES, indent=st.sampled_from([None, 0, 2]))
def test_an_array_comes_back_whole(tmp_path_factory, chunk, values, indent):
    path = tmp_path_factory.mktemp("json") / "a.json"
    path.write_text(json.dumps(values, indent=indent, ensure_ascii=False), "utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw_files, "JSON_CHUNK", chunk)
        assert list(raw_rows(path, [])) == values


@given(VALUES)
def test_lines_come_back_whole(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("json") / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, values)) + "\n", encoding="utf-8")
    assert list(raw_rows(path, [])) == values


def test_an_array_that_breaks_off_says_after_how_many_rows(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1}, {"a": 2}, {"a": ', encoding="utf-8")
    rows = raw_rows(path, [])
    assert [next(rows), next(rows)] == [{"a": 1}, {"a": 2}]
    with pytest.raises(SourceMissing, match=r"a\.json breaks off .* after 2 rows"):
        next(rows)


@pytest.mark.parametrize("more", ["garbage", '\n{"a": 3}', ",[3]", " " * 99 + "]"])
@pytest.mark.parametrize("chunk", [1, 2**20])
def test_what_follows_an_array_is_not_lost(tmp_path, monkeypatch, more, chunk):
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1}, {"a": 2}]' + more, encoding="utf-8")
    monkeypatch.setattr(raw_files, "JSON_CHUNK", chunk)
    rows = raw_rows(path, [])
    assert [next(rows), next(rows)] == [{"a": 1}, {"a": 2}]
    with pytest.raises(SourceMissing, match=r"a\.json goes on after its array of 2 rows"):
        next(rows)


def test_a_broken_line_is_one_row(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\n{"a": \n\n' + b"[" * 100_000 + b'\n{"a": "\xff"}\r\n')
    first, second, third, fourth = raw_rows(path, [])
    assert first == {"a": 1}
    assert fourth.reason is RejectReason.UNSTORABLE_TEXT
    assert isinstance(second, Unreadable)
    assert second.reason is third.reason is RejectReason.BROKEN_JSON


@pytest.mark.parametrize("cut", ['{"a": 1,', '{"a": [', "{"])
def test_a_first_line_that_is_cut_is_one_row(tmp_path, cut):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{cut}\n{{"a": 2}}\n{{"a": 3}}\n', encoding="utf-8")
    first, *others = raw_rows(path, [])
    assert first.reason is RejectReason.BROKEN_JSON
    assert others == [{"a": 2}, {"a": 3}]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_raw_control_character_is_part_of_its_string(tmp_path, name):
    text = '{"a": "1\x002\r3\t4"}'
    path = tmp_path / name
    path.write_text(f"[{text}, 7]" if name == "a.json" else f"{text}\r\n7\n", "utf-8", newline="")
    assert list(raw_rows(path, [])) == [{"a": "1\x002\r3\t4"}, 7]


ROWS = [{"a": f"行 {i}", "b": [i]} for i in range(300)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
LAYOUTS = {
    "lines": LINES,
    "array": json.dumps(ROWS, ensure_ascii=False),
    "pretty array": json.dumps(ROWS, indent=2),
    "an array a line": "".join(json.dumps([row]) + "\n" for row in ROWS),
    "arrays in one line": "".join(json.dumps([row], indent=1) for row in ROWS),
    "arrays far apart": f"[{json.dumps(ROWS[0])}]{' ' * 200}[]{json.dumps(ROWS[1:])}\n\n",
    "pretty objects": "\n".join(json.dumps(row, indent=2) for row in ROWS),
    "objects of two lines": LINES.replace(", ", ",\n "),
    "objects of lists": LINES.replace("[", "[\n"),
    "pretty objects with commas": ",\n".join(json.dumps(row, indent=2) for row in ROWS) + "\n",
    "objects in one line": "".join(map(json.dumps, ROWS)),
    "objects in a few lines": LINES.replace("}\n", "} ", 7),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("chunk", [64, 2**20])
@pytest.mark.parametrize(
    "packed",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gzip", "zstd"),
    ],
)
def test_json_in_every_layout_and_packing(tmp_path, monkeypatch, layout, chunk, packed):
    path = tmp_path / "a.jsonl"
    if packed in ("gzip", "zstd"):
        with pa.output_stream(path, compression=packed) as stream:
            stream.write(LAYOUTS[layout].encode())
    else:
        path.write_bytes(LAYOUTS[layout].encode(packed))
    monkeypatch.setattr(raw_files, "JSON_CHUNK", chunk)
    assert list(raw_rows(path, [])) == ROWS
    assert columns_of(path) == {"a": "string", "b": ["int"]}


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
def test_a_compressed_file_that_breaks_off(tmp_path, packed):
    path = tmp_path / "a.jsonl"
    with pa.output_stream(path, compression=packed) as stream:
        stream.write("".join(f'{{"a": {i * i}}}\n' for i in range(9999)).encode())
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(SourceMissing, match=r"a\.jsonl (does not read|breaks off)"):
        rows = list(raw_rows(path, []))
        assert len(rows) == 9999


def test_rows_that_are_no_utf8_are_refused_one_by_one(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"a": "1"}, {"a": "' + "汉字".encode("gbk") + b'"}, {"a": "3"}]')
    one, two, three = raw_rows(path, [])
    assert (one, three) == ({"a": "1"}, {"a": "3"})
    assert two.reason is RejectReason.UNSTORABLE_TEXT
    assert two.excerpt.startswith("not UTF-8: ")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"a": "汉字"}\n'.encode("gbk"), "not UTF-8"),
        (b"a,b\n1,2\n", "Expecting value"),
        (b"[1, 2]", "it is 1"),
        (b'{"a": \n', "Expecting value"),
    ],
)
def test_a_file_without_an_object_says_what_it_holds(tmp_path, content, says):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(SourceMissing, match=rf"a\.jsonl: no row is a JSON object.*{says}"):
        columns_of(path)


def test_what_no_further_character_can_mend_is_said_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(raw_files, "JSON_CHUNK", 64)
    handle = StringIO('1, {"a": "b" "c"}, ' + '"x", ' * 100_000)
    with pytest.raises(SourceMissing, match="after 1 rows"):
        list(raw_files._array(handle, tmp_path / "a.json"))
    assert handle.tell() <= 192


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_a_damaged_parquet_file(tmp_path, damage):
    path = write_parquet(tmp_path / "a.parquet", [{"a": "x" * 1000}])
    path.write_bytes(path.read_bytes()[:-20] if damage is None else damage)
    with pytest.raises(SourceMissing, match=r"a\.parquet does not read"):
        columns_of(path)


def test_a_damaged_page(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [f"row {i}" for i in range(1000)]}), path, compression="zstd")
    data = bytearray(path.read_bytes())
    data[60:400] = bytes(340)
    path.write_bytes(data)
    with pytest.raises(SourceMissing, match=r"a\.parquet does not read"):
        list(raw_rows(path, ["a"]))


@pytest.mark.parametrize("groups", [(0,), (2, 0, 2)])
def test_a_row_group_without_rows_is_no_damage(tmp_path, groups):
    path = tmp_path / "a.parquet"
    schema = pa.schema([("a", pa.string()), ("b", pa.list_(pa.int64()))])
    row = {"a": "one", "b": [1]}
    with pq.ParquetWriter(path, schema) as writer:
        for rows in groups:
            writer.write_table(pa.Table.from_pylist([row] * rows, schema))
    assert pq.ParquetFile(path).num_row_groups == len(groups)
    assert list(raw_rows(path, ["a", "b"])) == [row] * sum(groups)


def test_bytes_that_are_no_utf8_spoil_one_row(tmp_path):
    path = tmp_path / "a.parquet"
    texts = pa.array([b"one", b"\xff\xfe", b"three"]).cast(pa.binary())
    pq.write_table(pa.table({"a": texts.view(pa.string())}), path)
    one, two, three = raw_rows(path, ["a"])
    assert (one, three) == ({"a": "one"}, {"a": "three"})
    assert two.reason is RejectReason.UNSTORABLE_TEXT


def test_only_the_named_columns_are_decoded(tmp_path):
    path = write_parquet(tmp_path / "a.parquet", [{"a": "1", "solutions": "much"}])
    assert list(raw_rows(path, ["a", "absent"])) == [{"a": "1"}]


LONG = [{"a": f"{i}" * 10_000} for i in range(50)]


@pytest.mark.parametrize(
    "rows",
    [
        LONG,
        [{"a.b": row["a"]} for row in LONG],
        [{"a.b": [row["a"]]} for row in LONG],
        LONG[:1] * 50,  # which parquet states once
        [{"a": LONG[0]["a"] if i % 2 else None} for i in range(50)],
        [{"a": [{"b": LONG[0]["a"]}]}] * 50,
    ],
    ids=["long", "dot", "dot and list", "repeated", "repeated and null", "repeated in lists"],
)
@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
def test_long_rows_come_in_small_batches(tmp_path, monkeypatch, rows, compression):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, compression=compression)
    sizes = []
    monkeypatch.setattr(raw_files, "BATCH_BYTES", 30_000)
    rows_of = raw_files._rows_of
    monkeypatch.setattr(
        raw_files, "_rows_of", lambda batch: sizes.append(batch.num_rows) or rows_of(batch)
    )
    assert list(raw_rows(path, [*rows[0]])) == rows
    assert max(sizes) <= 3


def test_short_values_that_are_repeated_come_in_large_batches(tmp_path, monkeypatch):
    path = write_parquet(tmp_path / "a.parquet", [{"a": f"{i % 9}"} for i in range(2000)])
    sizes = []
    rows_of = raw_files._rows_of
    monkeypatch.setattr(
        raw_files, "_rows_of", lambda batch: sizes.append(batch.num_rows) or rows_of(batch)
    )
    assert len(list(raw_rows(path, ["a"]))) == 2000
    assert max(sizes) == raw_files.MAX_BATCH_ROWS


MEASURE = """
import resource, sys
from pathlib import Path
from tinylora.corpus.files.raw_files import raw_rows
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = sum(1 for _ in raw_rows(Path(sys.argv[1]), ["tests"]))
print(rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_file_of_long_rows_is_never_in_memory(tmp_path):
    """30 rows of 8 MB in one row group, a page each: 240 MB pass through under 120."""
    path = tmp_path / "a.parquet"
    rows = pa.array([f"{i}{'1 2 3 4 ' * 1_000_000}" for i in range(30)])
    pq.write_table(pa.table({"tests": rows}), path, use_dictionary=False, write_batch_size=1)
    assert pq.ParquetFile(path).metadata.row_group(0).total_byte_size > 228 * 2**20
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
    rows, grown_mb = map(int, done.stdout.split())
    assert rows == 30
    assert grown_mb < 120
