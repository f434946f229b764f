"""What GRPO sees at v = 0: how much of v's gradient is noise, and what each optimiser would gain.

    python -m benchmarks.gradient_noise [--samples 8] [--rounds 1] [--set adapter.u=64]

Samples completions of every training problem of the `learn` profile from the base model, judges
them, and takes the gradient of each group's mean reward with respect to v. Printed: the gradient's
squared length without the part that is noise, the spread of the noise over directions, and what a
step of one nat (KL divergence per completion) would gain, by the gradient of groups that did not
choose its direction: plain (SGD), by the diagonal (Adam, after many steps), by the whole matrix.
About 20 minutes on two cores.
"""

import argparse
import time
from collections.abc import Callable, Iterator

import numpy as np
import torch
from peft import PeftModel
from rich.console import Console

from benchmarks.training_demo import settings_of, training_problems
from tinylora.adapter.inject import attach, trainable_vector
from tinylora.display import Column, fixed, print_rows
from tinylora.grpo.advantage import advantages
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.natural import FisherSums, fisher
from tinylora.grpo.rollout import Rollout, RolloutWorker, numbered
from tinylora.judge.open_judge import open_judge
from tinylora.paths import home
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve
from tinylora.settings import Settings

SPLITS = 1000
SIDE_BY_SIDE = 8
console = Console(highlight=False)


def main() -> None:
    """Measure, then print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=8, help="completions per problem and round")
    parser.add_argument("--rounds", type=int, default=1, help="groups per problem")
    parser.add_argument("--set", action="append", default=[], metavar="KNOB=VALUE")
    chosen = parser.parse_args()
    settings = settings_of(parser, "learn", chosen.set)
    groups = collect(settings, chosen.samples, chosen.rounds)
    gradients, weights = (np.array(part) for part in zip(*groups, strict=True))
    show(gradients / (chosen.samples - 1), weights / (chosen.samples - 1) ** 2)


def collect(settings: Settings, samples: int, rounds: int) -> list[tuple[np.ndarray, float]]:
    """Return, per group, Σ Aᵢ sᵢ, (u,), and Σ Aᵢ²; A is a reward less its group's mean."""
    problems = training_problems(settings)
    policy = load(resolve(settings.model, home()), settings.model)
    model = attach(policy.model, settings.adapter, home() / "factors")
    found, started = [], time.monotonic()
    keys = [problem.problem_key for problem in problems]
    with open_judge(settings.judge, home()) as judge:
        job = TrainingJob(run_id="benchmark", home=home(), **settings.sections_of(TrainingJob))
        engine = OwnEngine(model, policy.tokenizer)
        worker = RolloutWorker(engine, policy.tokenizer, problems, judge, job)
        for number in range(rounds):
            for start in range(0, len(keys), SIDE_BY_SIDE):
                few = keys[start : start + SIDE_BY_SIDE]
                asked = numbered([key for key in few for _ in range(samples)])
                rollouts = worker.roll(number, asked).rollouts
                for i in range(0, len(rollouts), samples):
                    found.append(_gradient(model, rollouts[i : i + samples], settings))
                seconds = time.monotonic() - started
                console.print(f"{len(found)} groups, {seconds:.0f} s", style="dim")
    return found


def _gradient(
    model: PeftModel, group: list[Rollout], settings: Settings
) -> tuple[np.ndarray, float]:
    v = trainable_vector(model)
    given = torch.tensor(advantages([one.reward for one in group], len(group), "none"))
    if not given.any():
        return np.zeros(v.numel()), 0.0
    ids = [torch.tensor(one.completion.token_ids) for one in group]
    padded = torch.nn.utils.rnn.pad_sequence(ids, batch_first=True)
    mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(one) for one in ids], batch_first=True)
    prompts = [torch.tensor(one.prompt_ids) for one in group]
    logps, _ = completion_log_probs(model, prompts, padded, mask, settings.training.temperature)
    (gradient,) = torch.autograd.grad((given * logps.sum(-1)).sum(), v)
    return gradient.double().numpy(), float((given**2).sum())


def show(groups: np.ndarray, weights: np.ndarray) -> None:
    """Print what (n, u) gradients of mean rewards and their (n,) Σ Aᵢ² / (G − 1)² say."""
    n, u = groups.shape
    noise, mean = np.cov(groups.T).reshape(u, u), groups.mean(0)
    squared = mean @ mean - np.trace(noise) / n
    spread = np.linalg.eigvalsh(noise)
    console.print(
        f"{n} groups, u = {u}: |∇|² is {squared:.2f} without the noise in it; one group's noise is "
        f"{np.trace(noise):.0f} in all, {spread[0]:.2g} to {spread[-1]:.2g} by direction"
    )
    gains = {
        name: list(held_out_gains(groups, weights, towards)) for name, towards in DIRECTIONS.items()
    }
    columns = (
        Column("direction", str),
        Column("gain of one nat, in reward", lambda name: np.mean(gains[name]), "{:+.3f}".format),
        Column("standard deviation over splits", lambda name: np.std(gains[name]), fixed(3)),
    )
    print_rows(gains, columns)


def held_out_gains(
    groups: np.ndarray, weights: np.ndarray, towards: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> Iterator[float]:
    """Yield, per split, what the one half's direction gains by the other half's gradient."""
    information = groups.T @ groups / weights.sum()
    rng = np.random.default_rng(1)
    for _ in range(SPLITS):
        one, other = np.array_split(rng.permutation(len(groups)), 2)
        sums = FisherSums()
        for gradient, weight in zip(groups[one], weights[one], strict=True):
            sums.add(torch.tensor(gradient), float(weight))
        step = towards(groups[one].mean(0), fisher(sums.take().double()).numpy())
        step *= np.sqrt(2 / (step @ information @ step))  # half its squared length is one nat
        yield float(groups[other].mean(0) @ step)


DIRECTIONS = {
    "gradient (SGD)": lambda gradient, _: gradient.copy(),
    "by the diagonal": lambda gradient, fisher: gradient / np.diag(fisher),
    "by all of F (natural)": lambda gradient, fisher: np.linalg.solve(fisher, gradient),
}

if __name__ == "__main__":
    main()
