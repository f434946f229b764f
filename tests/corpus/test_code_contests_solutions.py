"""The solutions of code_contests: a few, chosen by their text, never a reason to refuse a row."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_rows import CODE_CONTESTS, code_contests_row, source, write_parquet
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.files import raw_files
from tinylora.corpus.settings import CorpusSettings, TrustSettings
from tinylora.corpus.sources.code_contests import MOST_CHARACTERS, solutions
from tinylora.corpus.sources.reading import read
from tinylora.errors import SchemaDrift
from tinylora.problem import Problem, Solution

PYTHON3, CPP, JAVA = 3, 2, 4
_PROGRAMS = pa.struct([("language", pa.list_(pa.int64())), ("solution", pa.list_(pa.string()))])
SCHEMA = CODE_CONTESTS.append(pa.field("solutions", _PROGRAMS)).append(
    pa.field("incorrect_solutions", _PROGRAMS)
)


def programs(*sources, language=CPP):
    return {"language": [language] * len(sources), "solution": list(sources)}


def row(right=None, wrong=None):
    return {"solutions": right, "incorrect_solutions": wrong}


def keeping(kept):
    trust = TrustSettings(solutions_kept=kept)
    return CorpusSettings(sources=(source("code_contests"),), trust=trust)


def test_right_ones_first_each_once_and_none_of_another_language():
    right = {"language": [PYTHON3, CPP, CPP, JAVA], "solution": ["py", "a;", "a;", "java"]}
    found = solutions(row(right, programs("b;")), 5)
    assert found == (Solution("a;", True), Solution("b;", False))


def test_a_larger_choice_contains_a_smaller():
    sources = [f"int main() {{ return {i}; }}" for i in range(50)]
    few, more = (solutions(row(programs(*sources)), kept) for kept in (3, 10))
    assert (len(few), len(more)) == (3, 10)
    assert more[:3] == few
    assert [one.source for one in few] != sources[:3]
    assert solutions(row(programs(*sources[::-1])), 3) == few  # their order plays no part


@pytest.mark.parametrize(
    "useless",
    [
        *("", " \n", "a\0b", "a\ud800b", None, 5, "x" * (MOST_CHARACTERS + 1)),
        'int main() { long long n; scanf("%I64d", &n); }',
        '__int64 n; int main() { scanf("%d", &n); }',
        "#include <windows.h>\nint main() {}",
        "# include <conio.h>\nint main() {}",
    ],
)
def test_what_cannot_be_stored_or_was_written_for_another_system_is_passed_over(useless):
    assert solutions(row(programs(useless, "good;")), 5) == (Solution("good;", True),)


def test_what_is_said_to_be_right_and_wrong_says_nothing():
    found = solutions(row(programs("a;", "b;"), programs("a;", "c;")), 5)
    assert found == (Solution("b;", True), Solution("c;", False))


ODD = st.recursive(
    st.none() | st.integers() | st.text() | st.booleans(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["language", "solution"]), inner)
    ),
)


@given(ODD, ODD, st.integers(0, 3))
def test_no_shape_is_refused(right, wrong, kept):
    found = solutions({"solutions": right, "incorrect_solutions": wrong}, kept)
    assert found is None if kept == 0 else len(found) <= 2 * kept


def test_they_are_read_from_a_file_and_only_where_some_are_kept(tmp_path, monkeypatch):
    rows = [
        code_contests_row(**row(programs("a;"), programs("b;"))),
        code_contests_row("2_B. Other"),
    ]
    path = write_parquet(tmp_path / "train.parquet", rows, SCHEMA)
    first, second = read(source("code_contests"), [path], keeping(2))
    assert first.solutions == (Solution("a;", True), Solution("b;", False))
    assert second.solutions == ()
    decoded = []
    batches = pq.ParquetFile.iter_batches

    def spied(self, *args, **kwargs):
        decoded.extend(kwargs["columns"])
        return batches(self, *args, **kwargs)

    monkeypatch.setattr(raw_files.pq.ParquetFile, "iter_batches", spied)
    unread, _ = read(source("code_contests"), [path], keeping(0))
    assert isinstance(unread, Problem)
    assert unread.solutions is None
    assert "description" in decoded
    assert not {"solutions", "incorrect_solutions"} & set(decoded)
    assert (
        unread.problem_key == first.problem_key
    )  # what tries the tests is no part of the question


def test_a_file_without_them_is_read_and_one_with_others_is_named(tmp_path):
    plain = write_parquet(tmp_path / "plain.parquet", [code_contests_row()], CODE_CONTESTS)
    (found,) = read(source("code_contests"), [plain], keeping(2))
    assert found.solutions == ()
    drifted = CODE_CONTESTS.append(pa.field("solutions", pa.int64()))
    path = write_parquet(tmp_path / "drifted.parquet", [code_contests_row(solutions=5)], drifted)
    with pytest.raises(SchemaDrift, match="'solutions'"):
        read(source("code_contests"), [path], keeping(2))
    (found,) = read(source("code_contests"), [path], keeping(0))
    assert found.solutions is None
