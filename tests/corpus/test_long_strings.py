"""Columns of very long strings: the values that pyarrow reads, out of any page a writer makes."""

import random
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinylora.corpus.files import long_strings, raw_files
from tinylora.corpus.files.raw_files import raw_rows
from tinylora.errors import SourceMissing
from tinylora.problem import RejectReason

WRITERS = st.fixed_dictionaries(
    {
        "compression": st.sampled_from(["none", "snappy", "gzip", "zstd", "brotli"]),
        "data_page_version": st.sampled_from(["1.0", "2.0"]),
        "use_dictionary": st.booleans(),
        "write_batch_size": st.sampled_from([1, 3, 1024]),
        "data_page_size": st.sampled_from([16, 2**20]),
        "dictionary_pagesize_limit": st.sampled_from([16, 2**20]),
        "row_group_size": st.sampled_from([5, 1024]),
        "write_statistics": st.booleans(),
    }
)


@contextmanager
def all_long():
    """Read every flat column of strings as a long one; gives the names of those that were."""
    read = []

    def spied(path, chunk, column):
        read.append(column.path)
        return long_strings.long_strings(path, chunk, column)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_strings, "LONG_CHUNK_BYTES", 0)
        patch.setattr(long_strings, "LONG_VALUE_BYTES", 0)
        patch.setattr(raw_files, "long_strings", spied)
        yield read


@pytest.mark.parametrize("nullable", [True, False])
@given(values=st.lists(st.none() | st.text(max_size=30), min_size=1), writer=WRITERS)
def test_the_values_are_those_that_pyarrow_reads(tmp_path_factory, nullable, values, writer):
    values = values if nullable else [value or "" for value in values]
    schema = pa.schema([pa.field("a", pa.string(), nullable), ("n", pa.int64())])
    table = pa.table({"a": values, "n": range(len(values))}, schema=schema)
    path = tmp_path_factory.mktemp("long") / "a.parquet"
    pq.write_table(table, path, **writer)
    with all_long() as read:
        assert list(raw_rows(path, ["a", "n"])) == table.to_pylist()
        assert list(raw_rows(path, ["a"])) == table.select(["a"]).to_pylist()
    assert set(read) == {"a"}


def test_more_rows_than_one_run_of_levels_holds(tmp_path):
    """Thousands of rows: bit-packed groups, long runs, and lengths of more than one byte."""
    values = [None if i % 7 == 0 or 2000 < i < 4000 else f"{i % 900}" for i in range(9000)]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": values}), path)
    with all_long() as read:
        assert [row["a"] for row in raw_rows(path, ["a"])] == values
    assert read == ["a"]


def test_only_large_chunks_of_long_strings_are_read_this_way(tmp_path, monkeypatch):
    monkeypatch.setattr(long_strings, "LONG_CHUNK_BYTES", 1000)
    monkeypatch.setattr(long_strings, "LONG_VALUE_BYTES", 100)
    columns = {
        "long": ["x" * 200 + str(i) for i in range(10)],
        "short": [f"{i:50d}" for i in range(10)],
        "listed": [["x" * 2000] for _ in range(10)],
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)
    file = pq.ParquetFile(path)
    group = file.metadata.row_group(0)
    long = [
        long_strings.is_long(group.column(i), file.schema.column(i))
        for i in range(group.num_columns)
    ]
    assert long == [True, False, False]


def test_bytes_that_are_no_utf8_spoil_one_row(tmp_path):
    path = tmp_path / "a.parquet"
    texts = pa.array([b"one", b"\xff\xfe", b"three"]).cast(pa.binary())
    pq.write_table(pa.table({"a": texts.view(pa.string())}), path)
    with all_long():
        one, two, three = raw_rows(path, ["a"])
    assert (one, three) == ({"a": "one"}, {"a": "three"})
    assert two.reason is RejectReason.UNSTORABLE_TEXT


FLAG_FOR_HEADER = {
    **{"compression": "none", "data_page_version": "2.0", "use_dictionary": False},
    **{"write_batch_size": 1, "data_page_size": 16, "dictionary_pagesize_limit": 16},
    **{"row_group_size": 5, "write_statistics": False},
}


@given(seed=st.integers(0, 2**32), writer=WRITERS)
@example(seed=1563, writer=FLAG_FOR_HEADER)
def test_a_damaged_page_is_an_answer(tmp_path_factory, seed, writer):
    """Whatever 20 bytes of the pages become: rows, or the sentence about the file."""
    path = tmp_path_factory.mktemp("long") / "a.parquet"
    pq.write_table(pa.table({"a": [f"row {i}" * 3 for i in range(50)]}), path, **writer)
    data, damage = bytearray(path.read_bytes()), random.Random(seed)
    footer = int.from_bytes(data[-8:-4], "little")
    at = damage.randrange(4, len(data) - footer - 28)
    data[at : at + 20] = damage.randbytes(20)
    path.write_bytes(data)
    with all_long():
        try:
            assert len(list(raw_rows(path, ["a"]))) == 50
        except SourceMissing as error:
            assert "a.parquet does not read" in str(error)


def test_a_long_column_with_too_few_values_is_a_broken_file(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": ["x", "y"], "n": [1, 2]}), path)
    with all_long():
        monkeypatch.setattr(raw_files, "long_strings", lambda *_: iter([b"x"]))
        with pytest.raises(SourceMissing, match="column a ends before the others"):
            list(raw_rows(path, ["a", "n"]))
