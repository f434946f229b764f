from collections import Counter

import pytest

from samples.build import RAW
from samples.problems import all_problems
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.readers import reader_of
from tinylora.corpus.sources.reading import read
from tinylora.problem import IoMode, Problem, RejectReason

SOURCES = (
    ("luogu_dpo", "default", "train"),
    ("code_contests", "default", "train"),
    ("code_contests", "default", "valid"),
    ("code_contests", "default", "test"),
    ("deepcoder", "primeintellect", "train"),
    ("deepcoder", "lcbv5", "test"),
)
REFUSED = {
    RejectReason.DUPLICATE_ROW: 24,
    RejectReason.ANSWER_ONLY: 1,
    RejectReason.NO_INPUT: 1,
    RejectReason.TRUNCATED_SAMPLE: 1,
    RejectReason.NOT_ASCII: 1,
}


def records(dataset: str, config: str, split: str) -> list:
    source = SourceSettings(dataset=dataset, config=config, split=split, path="samples/raw")
    patterns = reader_of(dataset).patterns(config, split)
    files = [path for pattern in patterns for path in (RAW / dataset).glob(pattern)]
    return list(read(source, files, CorpusSettings(sources=(source,))))


def tokens(cases) -> list[tuple[list[str], list[str]]]:
    return [(case.input.split(), case.output.split()) for case in cases]


@pytest.mark.parametrize(("dataset", "config", "split"), SOURCES)
def test_every_problem_comes_back_with_its_cases(dataset, config, split):
    found = [r for r in records(dataset, config, split) if isinstance(r, Problem)]
    home = dataset if config == "default" else f"{dataset}/{config}"
    wanted = [p for p in all_problems() if (p.home, p.split) == (home, split)]
    assert len(found) == len(wanted)
    for problem, record in zip(wanted, found, strict=True):
        assert (record.io_mode is IoMode.FUNCTION) == (problem.fn_name is not None)
        if record.io_mode is IoMode.STDIN:
            cases = problem.cases_of("public") if dataset == "luogu_dpo" else problem.cases
            assert tokens(record.test_cases) == tokens(cases), problem.slug


@pytest.mark.parametrize(("dataset", "config", "split"), SOURCES)
def test_only_the_rows_made_for_it_are_refused(dataset, config, split):
    reasons = Counter(
        r.reason for r in records(dataset, config, split) if not isinstance(r, Problem)
    )
    assert reasons == (REFUSED if dataset == "luogu_dpo" else {})
