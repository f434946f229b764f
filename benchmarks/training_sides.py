"""The sides of the training benchmark, each on a model of its own; a call takes one training step.

TRL's is its GRPOTrainer as it stands around PEFT's TinyLoRA, with a reward as the earlier projects
had it: after the last completion, one `subprocess.run` of g++ and one per test, one after another.
That runs what the model wrote WITHOUT WALLS, as this user.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from datasets import Dataset
from peft import TinyLoraConfig, get_peft_model
from transformers import PrinterCallback, Trainer, TrainerCallback
from trl import GRPOConfig, GRPOTrainer

from benchmarks.rounds import cpu_s
from benchmarks.serial_judge import judge_serially
from tinylora.adapter.inject import attach
from tinylora.grpo.advantage import zero_variance_share
from tinylora.grpo.facts import Facts
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.record import StepRecord
from tinylora.grpo.reward import judgement
from tinylora.grpo.rollout import Rollout, RolloutWorker
from tinylora.grpo.settings import RewardSettings
from tinylora.grpo.trainer import PolicyTrainer
from tinylora.judge.judge import Judge
from tinylora.judge.languages.cpp_source import extract_cpp
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Verdict
from tinylora.paths import home
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve
from tinylora.policy.prompt import messages
from tinylora.problem import StoredProblem
from tinylora.settings import Settings

Batches = Sequence[Sequence[str]]
"""Problem keys of each step's rollout batch, one per group."""
Problems = Mapping[str, StoredProblem]


@dataclass(frozen=True)
class Step:
    """Where one training step's time went."""

    tokens: int
    """Sampled, over all completions."""
    generate_s: float
    judge_s: float
    """Waiting for rewards after the last completion."""
    update_s: float
    reward_mean: float
    equal: float
    """Share of the groups whose rewards are all equal: ours spends no update on them."""

    @property
    def phases_s(self) -> float:
        """Seconds of the three phases."""
        return self.generate_s + self.judge_s + self.update_s


@dataclass
class Side:
    """A trainer for each step, all on one model, built before the clock runs."""

    trainers: list[Trainer] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    """Of each step, with what ran to judge it."""
    judged_cpu_s: float = 0.0
    """Of the step's judging, where others than our children did it."""

    def __call__(self) -> None:
        """Take the next step."""
        started, self.judged_cpu_s = cpu_s(), 0.0
        self.trainers.pop(0).train()
        self.cpu_s.append(cpu_s() - started + self.judged_cpu_s)


def ours(settings: Settings, problems: Problems, batches: Batches, judge: Judge) -> Side:
    """Return the project's trainer, as a training job puts it together."""
    policy, side = _policy(settings), Side()
    model = attach(policy.model, settings.adapter, home() / "factors")
    job = TrainingJob(run_id="benchmark", home=home(), **settings.sections_of(TrainingJob))
    engine = OwnEngine(model, policy.tokenizer)
    worker = RolloutWorker(engine, policy.tokenizer, problems.values(), judge, job)
    rollouts = settings.training.prompts_per_step * settings.training.generations_per_prompt

    def add_judging(_: int, judged: list[Rollout], __: list[float]) -> None:
        known = [rollout.judgement for rollout in judged if rollout.judgement]
        side.judged_cpu_s = sum(one.compile_ms + one.cpu_ms for one in known) / 1e3

    def note(record: StepRecord, _: Any) -> None:
        seconds = (record.generate_seconds, record.judge_seconds, record.update_seconds)
        rewards = (record.reward_mean, record.zero_variance_share)
        side.steps.append(Step(round(record.tokens_mean * rollouts), *seconds, *rewards))

    for number, keys in enumerate(batches):
        trainer = PolicyTrainer(
            model=model,
            tokenizer=policy.tokenizer,
            worker=worker,
            questions=keys,
            settings=settings.training.model_copy(update={"steps": number + 1}),
            folder=home(),
            done=number,
            optimizer_state=None,
            on_rollouts=add_judging,
            on_proof=lambda proof: None,
            on_step=note,
        )
        side.trainers.append(trainer)
    return side


def trl(settings: Settings, problems: Problems, batches: Batches, checkpointing: bool) -> Side:
    """Return TRL's GRPOTrainer around PEFT's TinyLoRA: the same u, rank and projections, one v."""
    policy, side = _policy(settings), Side()
    adapter = settings.adapter
    tied = TinyLoraConfig(
        r=adapter.rank, u=adapter.u, target_modules=list(adapter.targets), weight_tying=1.0
    )
    model = get_peft_model(policy.model, tied)
    for keys in batches:
        watch = _Watch(problems, settings, side.steps)
        chats = [messages(problems[key], settings.prompt, policy.tokenizer) for key in keys]
        trainer = GRPOTrainer(
            model=model,
            reward_funcs=[watch.reward],
            args=_config(settings, home(), checkpointing, policy),
            train_dataset=Dataset.from_dict({"prompt": chats, "problem_key": list(keys)}),
            processing_class=policy.tokenizer,
            callbacks=[watch],
        )
        trainer.remove_callback(PrinterCallback)
        side.trainers.append(trainer)
    return side


def serial_reward(text: str, problem: StoredProblem, shape: RewardSettings) -> float:
    """Return what the judgement of one completion is worth, judged as the earlier projects did."""
    verdict, passed = _judged(extract_cpp(text), problem)
    facts = Facts(verdict, passed, len(problem.test_cases), tokens=0, text=text)
    return judgement(facts, shape)


def _judged(source: str | None, problem: StoredProblem) -> tuple[Verdict, int]:
    if source is None:
        return Verdict.NC, 0
    cases = problem.test_cases
    try:
        (passed,) = judge_serially([Submission(source, cases, problem.time_limit_s)])
    except UnicodeDecodeError:  # it printed what is no text
        return Verdict.WA, 0
    if passed is None:
        return Verdict.CE, 0
    return Verdict.AC if passed == len(cases) else Verdict.WA, passed


class _Watch(TrainerCallback):
    """TRL's reward function, and a clock that reads where its steps begin and end."""

    def __init__(self, problems: Problems, settings: Settings, steps: list[Step]) -> None:
        self._problems, self._settings, self._steps = problems, settings.training, steps
        self._clock: list[float] = []
        self._rewards: list[float] = []
        self._tokens = 0

    def on_step_begin(self, *_: Any, **__: Any) -> None:
        self._clock = [time.monotonic()]

    def reward(
        self,
        completions: list[list[dict[str, str]]],
        completion_ids: list[list[int]],
        problem_key: list[str],
        **_: Any,
    ) -> list[float]:
        """Judge the completions of a rollout batch, one after another."""
        self._clock.append(time.monotonic())
        self._tokens = sum(map(len, completion_ids))
        self._rewards = [
            serial_reward(chat[0]["content"], self._problems[key], self._settings.reward)
            for chat, key in zip(completions, problem_key, strict=True)
        ]
        self._clock.append(time.monotonic())
        return self._rewards

    def on_step_end(self, *_: Any, **__: Any) -> None:
        begun, sampled, judged = self._clock
        seconds = (sampled - begun, judged - sampled, time.monotonic() - judged)
        equal = zero_variance_share(self._rewards, self._settings.generations_per_prompt)
        self._steps.append(Step(self._tokens, *seconds, fmean(self._rewards), equal))


def _policy(settings: Settings) -> Policy:
    return load(resolve(settings.model, home()), settings.model)


def _config(settings: Settings, folder: Path, checkpointing: bool, policy: Policy) -> GRPOConfig:
    chosen = settings.training
    rollouts = chosen.prompts_per_step * chosen.generations_per_prompt
    return GRPOConfig(
        output_dir=str(folder),
        max_steps=1,
        per_device_train_batch_size=chosen.micro_batch_size,
        gradient_accumulation_steps=rollouts // chosen.micro_batch_size,
        num_generations=chosen.generations_per_prompt,
        max_completion_length=chosen.max_new_tokens,
        temperature=chosen.temperature,
        learning_rate=chosen.learning_rate,
        gradient_checkpointing=checkpointing,
        bf16=False,  # its default; this CPU model computes in float32 on both sides
        use_cpu=policy.device.type == "cpu",
        dataloader_pin_memory=False,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
    )
