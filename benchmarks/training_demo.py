"""What benchmarks train on: a profile of prefect.yaml and the samples' training problems."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from tinylora.corpus.hub import fetch
from tinylora.corpus.quality.checker_choice import choose_checker
from tinylora.corpus.sources.reading import read
from tinylora.errors import SettingsError
from tinylora.overrides import overrides
from tinylora.paths import home
from tinylora.problem import IoMode, Problem, StoredProblem
from tinylora.profiles import profile
from tinylora.settings import Settings


def settings_of(
    parser: argparse.ArgumentParser,
    name: str,
    pairs: Sequence[str],
    variant: Mapping[str, Any] = {},
) -> Settings:
    """Return a profile with a variant's knobs, then those of --set KNOB=VALUE.

    What is wrong with them ends the program with `parser`'s usage message.
    """
    try:
        return profile(name).override({**variant, **overrides(pairs)})
    except SettingsError as error:
        parser.error(str(error))


def of_a_step(prompts: int, completions: int, tokens: int) -> dict[str, Any]:
    """Return the knobs of a step of `prompts` × `completions` × up to `tokens` tokens.

    A step's completions are all generated side by side, as TRL does it, and both sides have Adam
    and the judgement alone as reward, for TRL has no natural gradient and its peer no penalty. The
    problems are asked in turn: nothing was measured that a curriculum could go by.
    """
    return {
        "adapter.kind": "tinylora",
        "adapter.u": 32,
        "adapter.rank": 2,
        "generation.batch_size": prompts * completions,
        "training.prompts_per_step": prompts,
        "training.generations_per_prompt": completions,
        "training.max_new_tokens": tokens,
        "training.optimizer": "adam",
        "training.learning_rate": 2e-3,
        "training.curriculum": "uniform",
        "training.reward.length_penalty_weight": 0.0,
        "training.reward.weights": {},
    }


def training_problems(settings: Settings) -> list[StoredProblem]:
    """Return what the profile's sources hold to train on, read as an ingest reads them."""
    found = []
    for source in settings.corpus.sources:
        if source.split != "train":
            continue
        for record in read(source, fetch(source, home()).files, settings.corpus):
            if _is_trained_on(record, settings):
                found.append(_training_problem(record))
    return found


def _is_trained_on(record: object, settings: Settings) -> bool:
    return (
        isinstance(record, Problem)
        and record.io_mode is IoMode.STDIN
        and record.language in settings.training.languages
    )


def _training_problem(problem: Problem) -> StoredProblem:
    outputs = [case.output for case in problem.test_cases]
    checker = problem.checker or choose_checker(problem.statement, outputs)
    return StoredProblem(
        problem_key=problem.problem_key,
        title=problem.title,
        statement=problem.statement,
        language=problem.language,
        bucket="all",
        time_limit_s=problem.time_limit_s,
        memory_limit_mb=problem.memory_limit_mb,
        test_cases=problem.test_cases,
        checker=checker,
    )
