"""Validation: how good the policy is on problems that nobody trains on, at some steps of a run.

Sampled as an evaluation would sample, judged by the training's own judge. A completion's seed
follows from its problem and number alone, the same at every step: two steps differ by v and not by
luck, and a run that was killed validates as one that was not. Completions are not kept, only what
they come to.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accelerate import PartialState
from accelerate.utils import gather_object

from tinylora.evaluation.records import Outcome
from tinylora.evaluation.statistics.metrics import CHOICES
from tinylora.grpo.asking import Asking
from tinylora.grpo.settings import TrainingSettings
from tinylora.identity import derive_seed
from tinylora.judge.verdict import Judgement
from tinylora.policy.ask import Sample


@dataclass(frozen=True, slots=True)
class Validation:
    """One policy on the validation problems: the columns of `validations`, and what it leans on."""

    score: float
    """What chooses, `validation_metric`, over all completions."""
    problems: int
    samples: int
    """Completions, all problems together."""
    compile_rate: float
    pass_rate: float
    mean_score: float
    seconds: float
    judgement_ids: tuple[str, ...]


def is_due(step: int, settings: TrainingSettings) -> bool:
    """Return whether `step` (0: before the first) ends with a validation.

    That is the end of each rollout batch in which a multiple of `validate_every` lies, and the last
    step: a function of the step alone, whatever was killed before.
    """
    every, batch = settings.validate_every, settings.num_iterations
    if not every:
        return False
    if step in (0, settings.steps):
        return True
    return step % batch == 0 and step // every > (step - batch) // every


def validated(events: Iterable[dict[str, Any]]) -> set[int]:
    """Return the steps that these events of a job validate, but for those a judge came to doubt."""
    found: dict[int, set[str]] = {}
    for event in events:
        if event["event"] == "validation":
            found[event["step"]] = set(event["judgement_ids"])
        elif event["event"] == "doubtful":
            doubted = event["judgement_ids"]
            found = {step: ids for step, ids in found.items() if ids.isdisjoint(doubted)}
    return set(found)


class Validator(Asking):
    """Validates on every process at once: each takes its share, all get the result."""

    def at(self, step: int) -> Validation | None:
        """Return how the policy does after `step`; None where no validation is due.

        Raises:
            JudgeFault: a completion could not be judged. A score without it would flatter or blame.
        """
        return self.validate() if is_due(step, self._job.training) else None

    def validate(self) -> Validation:
        """Return how the policy does now. Every process has to call it.

        Raises:
            JudgeFault: a completion could not be judged. A score without it would flatter or blame.
        """
        started, processes = time.monotonic(), PartialState()
        keys = sorted(self._problems)[processes.process_index :: processes.num_processes]
        samples = [sample for key in keys for sample in self._samples(key)]
        judged = list(self._answers(self._requests(samples), self._job.generation))
        judgements = [(done.problem_key, future.result()) for done, future in judged]
        return self._summarise(gather_object(judgements), time.monotonic() - started)

    def _summarise(self, judged: Sequence[tuple[str, Judgement]], seconds: float) -> Validation:
        outcomes: dict[str, list[Outcome]] = {}
        for key, one in judged:
            told = Outcome(one.verdict, one.passed, one.total)
            outcomes.setdefault(key, []).append(told)
        chooses = self._job.training.validation_metric
        rates = {
            column: CHOICES[column].of(list(outcomes.values()))
            for column in {"compile_rate", "pass_rate", "mean_score", chooses}
        }
        return Validation(
            score=rates[chooses],
            problems=len(self._problems),
            samples=len(judged),
            compile_rate=rates["compile_rate"],
            pass_rate=rates["pass_rate"],
            mean_score=rates["mean_score"],
            seconds=seconds,
            judgement_ids=tuple(sorted({judgement.judgement_id for _, judgement in judged})),
        )

    def _samples(self, key: str) -> list[Sample]:
        chosen = self._job.training
        return [
            (key, number, derive_seed(chosen.seed, "validation", key, number))
            for number in range(chosen.validation_samples)
        ]
