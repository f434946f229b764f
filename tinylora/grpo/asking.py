"""A training's problems put to its engine, and what the engine answers put to its judge.

An evaluation does without: its child samples alone, and its parent judges what the child tells.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from transformers import PreTrainedTokenizerBase

from tinylora.grpo.job import TrainingJob
from tinylora.judge.judge import Judge
from tinylora.judge.submission import source_in, submission_of
from tinylora.judge.verdict import Judgement
from tinylora.policy.ask import Sample, requests
from tinylora.policy.engines.engine import Engine
from tinylora.policy.engines.generate import Completion, Request
from tinylora.policy.settings import GenerationSettings
from tinylora.problem import StoredProblem


class Asking:
    """Samples and judges for one process."""

    def __init__(
        self,
        engine: Engine,
        tokenizer: PreTrainedTokenizerBase,
        problems: Iterable[StoredProblem],
        judge: Judge,
        job: TrainingJob,
    ) -> None:
        self._engine, self._tokenizer, self._judge, self._job = engine, tokenizer, judge, job
        self._problems = {problem.problem_key: problem for problem in problems}

    def _requests(self, samples: Iterable[Sample]) -> list[Request]:
        return requests(samples, self._problems, self._job.prompt, self._tokenizer)

    def _answers(
        self, asked: list[Request], generation: GenerationSettings
    ) -> Iterator[tuple[Completion, Future[Judgement]]]:
        """Yield completions as they end, each with its judgement, made while others are sampled.

        Raises:
            SettingsError: a prompt and its completion do not fit the model's context.
            EngineFault: the engine failed.
        """
        for completion in self._engine.generate(asked, generation):
            problem = self._problems[completion.problem_key]
            source = source_in(completion.text, problem, self._job.prompt.code_block)
            yield completion, self._judge.submit(submission_of(source, problem))
