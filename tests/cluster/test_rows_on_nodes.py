"""What a run on nodes stores is what a run on this host stores, ids included."""

import json
import shutil

import pytest

from tests.stages import replayed_rows
from tests.stages.replayed_rows import program
from tinylora.corpus.settings import SourceSettings
from tinylora.evaluation.settings import EvaluationSettings
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation.identity import evaluation_identity, evaluation_problems
from tinylora.stages.imports.completions import import_completions
from tinylora.stages.judging import judge_ahead
from tinylora.stages.judging.sample_and_judge import Sampling, sample_and_judge
from tinylora.stages.trust.replay_budget import replay_solutions
from tinylora.warehouse import Warehouse

pytestmark = pytest.mark.slow

SOURCE = ModelSource("tiny", "r", None, None, "f" * 16)
TEXTS = ("No code.", *(f"```cpp\n{program(what)}```" for what in ("a + b", "a * b", "b - a")))
MEASURED = {"compile_ms", "cpu_ms", "wall_ms", "peak_kb", "host_factor"}
WHEN = {"replayed_at", "used_at", "seconds"}


class Run:
    """Four problems with solutions in a home of its own, and what a run does with them."""

    def __init__(self, home, settings):
        self.home, self.settings = home, settings
        self.warehouse = Warehouse(home / "warehouse.duckdb")
        self.said = []

    def rows(self, sql, without=frozenset()):
        rows = self.warehouse.select(sql).to_pylist()
        return [{name: row[name] for name in row if name not in without} for row in rows]

    def replay(self):
        loads = [row["load_id"] for row in self.rows("from dataset_loads")]
        return replay_solutions(self.settings, loads, self.warehouse, self.home)

    def evaluate(self):
        problems = evaluation_problems(self.settings, self.warehouse)
        folder = self.home / "jobs" / "e"
        folder.mkdir(parents=True)
        events = [
            {
                **{"event": "completion", "problem_key": one.problem_key, "sample": sample},
                **{"seed": 1, "text": text, "tokens": 3, "finish_reason": "stop"},
            }
            for one in problems.problems
            for sample, text in enumerate(TEXTS)
        ]
        lines = [json.dumps(event) + "\n" for event in [*events, {"event": "finish"}]]
        (folder / "events.jsonl").write_text("".join(lines))
        work = Sampling(self.settings, problems, SOURCE, None, "e")
        to = (work, self.warehouse, self.home, folder, self.said.append)
        judge_ahead.sample_and_judge_ahead(*to)
        sample_and_judge(*to)

    def take_over(self):
        path = self.home / "theirs.jsonl"
        lines = [
            json.dumps({"problem_key": one["problem_key"], "sample": sample, "text": text})
            for one in self.rows("from problems")
            for sample, text in enumerate(TEXTS[::-1])
        ]
        path.write_text("\n".join(lines))
        return import_completions(
            path,
            *("theirs", self.warehouse, self.home),
            split="train",
            execution=self.settings.execution,
        )


@pytest.fixture(scope="module")
def runs(nodes, tmp_path_factory):
    """The same work on this host and on nodes."""
    folder = tmp_path_factory.mktemp("rows")
    source = SourceSettings(dataset="code_contests", path=str(replayed_rows.write(folder / "raw")))
    here = Settings(
        corpus={"sources": [source]},
        model=ModelSettings(name="package:none/none.gguf"),
        evaluation=EvaluationSettings(split="train", samples_per_problem=len(TEXTS)),
        judge=JudgeSettings(workers=1),
    )
    there = here.override({"execution.engine": "ray", "execution.address": nodes.execution.address})
    first = Run(folder / "here", here)
    first.warehouse.path.parent.mkdir()
    first.warehouse.migrate()
    ingest(source, here.corpus, first.warehouse, first.home)
    mark_duplicates(first.warehouse)
    shutil.copytree(first.home, folder / "there")
    both = first, Run(folder / "there", there)
    for run in both:
        run.evaluate()
        run.imported = run.take_over()
        run.replayed = run.replay()
    return both


def test_an_evaluation_and_an_import_store_the_same_rows(runs):
    here, there = runs
    completions = "from completions order by completion_id"
    assert here.rows(completions) == there.rows(completions)
    assert len(here.rows(completions)) == 2 * 4 * len(TEXTS)
    judgements = "from judgements order by judgement_id"
    assert here.rows(judgements, {*MEASURED, "cases"}) == there.rows(
        judgements, {*MEASURED, "cases"}
    )
    assert here.imported.evaluation_id == there.imported.evaluation_id
    assert here.imported.verdicts == there.imported.verdicts
    cases = [
        [[case["verdict"] for case in json.loads(row["cases"])] for row in run.rows(judgements)]
        for run in runs
    ]
    assert cases[0] == cases[1]


def test_what_nodes_judged_is_found_and_not_judged_again(runs):
    here, there = runs
    assert here.said[-1].message == "completions of this run: 16 judged, 0 reused"
    messages = [progress.message for progress in there.said]
    assert "completions on the nodes: 16 judged, 0 reused" in messages
    assert messages[-1] == "completions of this run: 0 judged, 16 reused"


def test_replays_store_the_same_rows(runs):
    here, there = runs
    replays = "from trust_replays order by replay_id"
    assert here.rows(replays, WHEN) == there.rows(replays, WHEN)
    assert len(here.rows(replays)) == here.replayed.replayed == there.replayed.replayed == 4
    trust = "select problem_key, trust, checker from problems order by problem_key"
    assert here.rows(trust) == there.rows(trust)


def test_where_it_runs_is_no_part_of_an_evaluation(runs):
    here, there = (
        evaluation_identity(
            run.settings, evaluation_problems(run.settings, run.warehouse), SOURCE, None
        )
        for run in runs
    )
    assert here == there
