"""What a training has gained so far on its own problems, by the base model's samples of them.

A curriculum by pass rate has measured the base model on the training problems, so rollouts can be
held against it, problem by problem. A few samples measure a problem badly, and such a curriculum
asks those that seem half solved, so each measured rate is first drawn towards the rates of all
problems: it becomes the mean of a Beta distribution whose prior is fitted to all of them (empirical
Bayes; Morris 1983, doi 10.1080/01621459.1983.10477920).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.stats import betabinom, t

from tinylora.evaluation.statistics.intervals import ROUNDING, Interval, alike_range

FEWEST_GROUPS = 8
"""Groups of rollouts that a gain is told by: with fewer its interval says nothing."""
WIDEST = 5.0
"""Largest |log| of the prior's parameters: all problems alike, or each of them all or nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """A problem's rollouts in one batch, and what was measured of it before."""

    solved: int
    samples: int
    base_solved: int
    base_samples: int


@dataclass(frozen=True, slots=True)
class Gained:
    """How often rollouts solve their problems, and how often the base model would."""

    rollouts: int
    rate: float
    base_rate: float
    change: Interval
    """On the problems that were rolled out."""


def gained(
    groups: Sequence[Group], measured: Sequence[tuple[int, int]], confidence: float = 0.95
) -> Gained | None:
    """Return by how much the rollouts solve more than the base model; None: too few of them.

    Args:
        groups: of rollouts.
        measured: of each training problem, (completions that pass, completions) of the base model.
        confidence: of the interval: Student's t over groups, or Wilson's bound on what was not
            seen where all of them changed alike.
    """
    if len(groups) < FEWEST_GROUPS:
        return None
    a, b = prior(measured)
    rates = np.array([one.solved / one.samples for one in groups])
    bases = np.array([(one.base_solved + a) / (one.base_samples + a + b) for one in groups])
    changes = rates - bases
    mean = float(changes.mean())
    if np.ptp(changes) < ROUNDING:  # all came out alike: others may not
        low, high = alike_range(mean, len(groups), confidence)
        width = max(mean - low, high - mean)
    else:
        error = float(changes.std(ddof=1)) / len(groups) ** 0.5
        width = float(t.ppf((1 + confidence) / 2, len(groups) - 1)) * error
    change = around(mean, width, confidence, "Student's t over groups, or Wilson")
    rollouts = sum(one.samples for one in groups)
    return Gained(rollouts, float(rates.mean()), float(bases.mean()), change)


def around(change: float, width: float, confidence: float, method: str) -> Interval:
    """Return `width` to each side of a change of a rate, which lies between -1 and 1."""
    ends = (max(-1.0, min(1.0, one)) for one in (change, change - width, change + width))
    return Interval(*ends, confidence, method)


def prior(measured: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return a and b of the Beta distribution that the rates of problems come from.

    Those under which the measured counts, which are beta-binomial, are likeliest.
    """
    solved, samples = np.array(measured).T

    def unlikely(logs: np.ndarray) -> float:
        return -float(betabinom.logpmf(solved, samples, *np.exp(logs)).sum())

    found = minimize(unlikely, np.zeros(2), method="L-BFGS-B", bounds=[(-WIDEST, WIDEST)] * 2)
    a, b = np.exp(found.x)
    return float(a), float(b)
