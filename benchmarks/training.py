"""A training step against TRL's GRPOTrainer with PEFT's TinyLoRA and a serial reward.

    python -m benchmarks.training [--steps 3] [--quick] [--checkpointing]
    python -m benchmarks.training --profile coder --tokens 192 --set model.dtype=float32

8 prompts × 8 completions × up to 160 tokens of the profile's training problems, on its model. Both
sides train on the same prompts, step by step in turns, in the same micro-batches of 8. TRL has its
own defaults but for two that only cost time here: bfloat16 and gradient checkpointing are off;
--checkpointing adds a side that has the latter on, as TRL comes. Its reward runs what the model
wrote without walls.

Ours ends a completion at the fence that closes its program, so it also writes fewer tokens: beside
the ratio of steps, which is what a training costs, stands the ratio per token sampled. And it
spends no update on groups whose rewards are all equal: `equal` is their share. On a machine that is
busy with something else trust the CPU seconds.
"""

import argparse
import logging
import os
import statistics
from collections.abc import Callable, Mapping

import torch
from rich.console import Console

from benchmarks.rounds import in_turns, median_ratio, say
from benchmarks.training_demo import of_a_step, settings_of, training_problems
from benchmarks.training_sides import Side, Step, ours, trl
from tinylora.display import Column, fixed, percent, print_rows
from tinylora.grpo.curriculum import Curriculum
from tinylora.judge.open_judge import open_judge
from tinylora.paths import home

SHAPE = (8, 8)
QUICK = (2, 4)
"""Prompts, completions of each."""
AIMS = {"demo": 3, "coder": 4}
"""How many of our steps one of TRL's is to take, by profile."""

PHASES: Mapping[str, Callable[[Step], float]] = {
    "generate": lambda step: step.generate_s,
    "judge": lambda step: step.judge_s,
    "update": lambda step: step.update_s,
}
"""Their seconds. Of the judge: waiting for it after the last completion."""

console = Console(highlight=False)


def main() -> None:
    """Print the ratios, and where each side's time goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default="demo", choices=[*AIMS])
    parser.add_argument("--tokens", type=int, default=160, help="of each completion, at most")
    parser.add_argument("--steps", type=int, help="of each side; default: 3")
    parser.add_argument("--quick", action="store_true", help="2 prompts × 4 completions, one step")
    parser.add_argument("--checkpointing", action="store_true", help="add TRL with its default")
    parser.add_argument("--set", action="append", default=[], metavar="KNOB=VALUE")
    chosen = parser.parse_args()
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # it calls rollout_func experimental
    logging.getLogger("transformers").setLevel(logging.ERROR)
    steps = chosen.steps or (1 if chosen.quick else 3)
    prompts, completions = QUICK if chosen.quick else SHAPE
    shape = of_a_step(prompts, completions, chosen.tokens)
    settings = settings_of(parser, chosen.profile, chosen.set, shape)
    problems = {problem.problem_key: problem for problem in training_problems(settings)}
    curriculum = Curriculum(list(problems.values()), settings.training)
    batches = [curriculum.batch(number) for number in range(steps)]
    with open_judge(settings.judge, home()) as judge:
        sides = {"TRL": trl(settings, problems, batches, checkpointing=False)}
        if chosen.checkpointing:
            sides["TRL, checkpointing"] = trl(settings, problems, batches, checkpointing=True)
        sides["ours"] = ours(settings, problems, batches, judge)
        console.print(
            f"a training step of {chosen.profile}: {prompts} prompts × {completions} completions × "
            f"up to {chosen.tokens} tokens; {torch.get_num_threads()} threads, "
            f"{judge.workers} judge workers"
        )
        took = in_turns("a step", sides, steps)
    for name, side in sides.items():
        print_steps(name, side, took[name])
    compare(sides["TRL"], sides["ours"])
    if chosen.checkpointing:
        with_it = median_ratio(took["TRL, checkpointing"], took["ours"])
        say("TRL, checkpointing / ours, seconds a step", with_it)
    idle = sum(step.equal == 1 for step in sides["ours"].steps)
    if idle:
        console.print(
            f"{idle} of {steps} steps of ours updated nothing, for the rewards of every group were "
            "equal: the ratios of whole steps flatter it, and no target is held against them"
        )
    ratio = median_ratio(took["TRL"], took["ours"])
    say(
        "TRL / ours, seconds a step",
        ratio,
        at_least=None if chosen.quick or idle else AIMS[chosen.profile],
    )


def print_steps(name: str, side: Side, took: list[float]) -> None:
    """Print where the seconds of each step went, and what they bought."""
    rows = [
        {"step": number, "s": seconds, **{phase: of(step) for phase, of in PHASES.items()}}
        | {"rest": seconds - step.phases_s, "CPU s": cpu_s, "tokens": step.tokens}
        | {"tokens/s": step.tokens / seconds, "reward": step.reward_mean, "equal": step.equal}
        for number, (step, seconds, cpu_s) in enumerate(
            zip(side.steps, took, side.cpu_s, strict=True), 1
        )
    ]
    columns = (
        *(Column("step"), *(Column(one, show=fixed(1)) for one in ("s", *PHASES, "rest", "CPU s"))),
        *(Column("tokens"), Column("tokens/s", show=fixed(1)), Column("reward", show=fixed(3))),
        Column("equal", show=percent),
    )
    print_rows(rows, columns, title=name)


def compare(theirs: Side, mine: Side) -> None:
    """Print the ratios of tokens and of CPU seconds, and of each phase's seconds by token too."""
    pairs = list(zip(theirs.steps, mine.steps, strict=True))
    tokens = statistics.median(one.tokens / other.tokens for one, other in pairs)
    say("TRL / ours, tokens sampled", tokens)
    say("TRL / ours, CPU seconds a step", median_ratio(theirs.cpu_s, mine.cpu_s))
    whole: dict[str, Callable[[Step], float]] = {"all phases": lambda step: step.phases_s}
    for phase, seconds in (whole | PHASES).items():
        alike = [pair for pair in pairs if phase != "update" or pair[1].equal < 1]
        ratios = [(seconds(one) / seconds(other), one, other) for one, other in alike]
        if not ratios:
            continue
        by_step = statistics.median(ratio for ratio, *_ in ratios)
        by_token = statistics.median(r * other.tokens / one.tokens for r, one, other in ratios)
        console.print(f"TRL / ours, {phase}: {by_step:.2f} by step, {by_token:.2f} by token")


if __name__ == "__main__":
    main()
