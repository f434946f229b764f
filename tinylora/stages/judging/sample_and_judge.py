"""Sample in a child, judge as completions arrive, store what is judged.

Completions that a killed run's child wrote down are judged, not sampled again.
"""

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tinylora.jobs import all_events
from tinylora.policy.job import SAMPLING, SamplingJob
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, with_public_tests
from tinylora.stages.judging.judge_completions import Judging, judge_completions
from tinylora.stages.progress import Report
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Sampling:
    """One policy on one problem set."""

    settings: Settings
    problems: ProblemSet
    source: ModelSource
    checkpoint: Row | None
    evaluation_id: str

    @property
    def judging(self) -> Judging:
        """Return what its completions are judged on."""
        settings = self.settings
        return Judging(
            *(self.evaluation_id, self.problems.problems, settings.evaluation.samples_per_problem),
            judge=settings.judge,
            code_block=settings.prompt.code_block,
            max_cases=settings.evaluation.max_cases,
            max_case_bytes=settings.evaluation.max_case_bytes,
        )

    def job(self, home: Path) -> SamplingJob:
        """Return what its child is given."""
        settings, checkpoint = self.settings, self.checkpoint
        return SamplingJob(
            home=home,
            # A checkpoint brings its own adapter settings: rank and seed are its, not this run's.
            **settings.sections_of(SamplingJob)
            | {"adapter": json.loads(checkpoint["adapter"]) if checkpoint else None},
            checkpoint=home / checkpoint["path"] if checkpoint else None,
            checkpoint_sha256=checkpoint["sha256"] if checkpoint else None,
            base_fingerprint=self.source.fingerprint,
            samples_per_problem=settings.evaluation.samples_per_problem,
            seed=settings.evaluation.seed,
        )


def sample_and_judge(
    work: Sampling, warehouse: Warehouse, home: Path, folder: Path, report: Report
) -> None:
    """Finish the completions and judgements of one evaluation.

    Raises:
        JudgeFault: the judge failed twice in a row.
        JobFailed: the sampling child ended badly.
    """
    shown = work.settings.prompt.public_tests
    work.job(home).write(folder, with_public_tests(work.problems.problems, warehouse, shown))
    # Closed here, so that no child samples on when judging fails and the run is tried again.
    with closing(all_events(SAMPLING, folder)) as events:
        sampled = (event for event in events if event["event"] == "completion")
        judge_completions(work.judging, sampled, warehouse, home, report)
