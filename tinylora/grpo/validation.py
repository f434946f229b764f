"""Validation: how good the policy is on problems that nobody trains on, at some steps of a run.

Sampled as an evaluation would sample, judged by the training's own judge. A completion's seed
follows from its problem and number alone, the same at every step: two steps differ by v and not by
luck, and a run that was killed validates as one that was not. Completions are not kept, only what
they come to.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from accelerate import PartialState
from accelerate.utils import gather_object
from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.grpo.asking import prompt_of, submission_of
from tinylora.grpo.problems import TrainingProblem
from tinylora.grpo.settings import TrainingSettings
from tinylora.identity import derive_seed
from tinylora.judge.judge import Judge
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.engines.generate import Completion, Request
from tinylora.settings import Settings


@dataclass(frozen=True, slots=True)
class Validation:
    """One policy on the validation problems: the columns of `validations`, and what it leans on."""

    score: float
    """Of the three rates, the one that chooses: `validation_metric`."""
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


class Validator:
    """Validates on every process at once: each takes its share, all get the result."""

    def __init__(
        self,
        model: PeftModel,
        tokenizer: PreTrainedTokenizerBase,
        problems: Sequence[TrainingProblem],
        judge: Judge,
        settings: Settings,
    ) -> None:
        self._engine = OwnEngine(model, tokenizer)
        self._tokenizer, self._judge = tokenizer, judge
        self._problems = {problem.problem_key: problem for problem in problems}
        self._settings = settings

    def at(self, step: int) -> Validation | None:
        """Return how the policy does after `step`; None where no validation is due.

        Raises:
            JudgeFault: a completion could not be judged. A score without it would flatter or blame.
        """
        return self.validate() if is_due(step, self._settings.training) else None

    def validate(self) -> Validation:
        """Return how the policy does now. Every process has to call it.

        Raises:
            JudgeFault: a completion could not be judged. A score without it would flatter or blame.
        """
        started, processes = time.monotonic(), PartialState()
        keys = sorted(self._problems)[processes.process_index :: processes.num_processes]
        requests = [request for key in keys for request in self._requests(key)]
        futures = [
            self._judge.submit(self._submission(completion))
            for completion in self._engine.generate(requests, self._settings.generation)
        ]
        judgements = [future.result() for future in futures]
        return self._summarise(gather_object(judgements), time.monotonic() - started)

    def _summarise(self, judgements: Sequence[Judgement], seconds: float) -> Validation:
        rates = {
            "compile_rate": fmean(judgement.compiled for judgement in judgements),
            "pass_rate": fmean(judgement.verdict is Verdict.AC for judgement in judgements),
            "mean_score": fmean(judgement.score for judgement in judgements),
        }
        return Validation(
            score=rates[self._settings.training.validation_metric],
            problems=len(self._problems),
            samples=len(judgements),
            **rates,
            seconds=seconds,
            judgement_ids=tuple(sorted({judgement.judgement_id for judgement in judgements})),
        )

    def _requests(self, key: str) -> list[Request]:
        problem, chosen = self._problems[key], self._settings.training
        prompt = prompt_of(problem, self._settings.prompt, self._tokenizer)
        return [
            Request(key, number, derive_seed(chosen.seed, "validation", key, number), prompt)
            for number in range(chosen.validation_samples)
        ]

    def _submission(self, completion: Completion) -> Submission:
        problem = self._problems[completion.problem_key]
        return submission_of(problem, completion.text, self._settings.prompt.code_block)
