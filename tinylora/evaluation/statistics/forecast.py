"""What a training will have gained, and whether its evaluation will see it, from its first steps.

A step that moves v by δ changes the mean reward by g · δ to first order. Its own estimate of the
gradient g is no judge of that: δ was made from it, noise and all. The other steps' estimates are,
for they are made from other rollouts. So a step's gain is its δ times the mean of their gradients:
without bias where g changes little, and with an error that leaving out one step after another
tells (the jackknife; Efron 1982, doi 10.1137/1.9781611970319). The reward is turned into pass@1, or
the compile rate, by how the two go together in the rollouts, and carried over to held-out problems
in proportion to p (1 − p), as a shift of the log-odds of solving would move them.

Where the base model was measured on the training problems, what the steps so far have gained is not
taken from their gradients: the last rollouts are held against the base's own samples of the same
problems (gained.py), which says it ten times as sharply, and the gradients say what comes on top.
Of a training whose gradients are too large to store, an ordinary LoRA's, that is all there is.

What gradients say is a slope at the beginning. A policy that learns runs out of what is easily
learnt, so the forecast for far more rollouts than were seen is an upper bound.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import t
from statsmodels.stats.power import TTestPower

from tinylora.display import interval, points
from tinylora.evaluation.statistics.comparison import POWER, count
from tinylora.evaluation.statistics.gained import Gained, around
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.metrics import COMPILE_RATE, PASS_AT_1

FEWEST_STEPS = 3
"""Steps that a forecast needs: with two there is one other to judge each by, and no error."""
JACKKNIFE = "jackknife over steps"
MANY_SAMPLES = 128
"""Samples a problem beyond which nobody looks for power."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the K steps of a training went, and which way their rollouts pointed."""

    gradients: np.ndarray
    """(K, u) float64: each step's estimate of the gradient of the mean advantage by v."""
    changes: np.ndarray
    """(K, u) float64: how each step changed v."""


@dataclass(frozen=True, slots=True)
class Course:
    """A training as far as it went and as far as it is meant to go."""

    done: int
    """K, the steps that were taken."""
    rates: np.ndarray
    """(steps,) float64: the learning rate of every step of the whole run."""
    rollouts_per_step: float
    moves: Moves | None
    """None: they are too few to go by, or not known."""
    seconds_per_rollout: float | None = None
    """Wall time of the steps taken; None: not known."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of a training, and of an evaluation of it."""

    done: int
    """Steps that it is made from."""
    steps: int
    """Of the whole run."""
    rollouts_per_step: float
    seconds_per_rollout: float | None
    """Wall time; None: not known."""
    metric: str
    """What changes: pass@1 or compile rate."""
    gained: Gained | None
    """On training problems; None: the base model was not measured on them, or too little."""
    so_far: Interval
    """Its change on held-out problems that the steps taken are worth."""
    at_end: Interval | None
    """The same of the whole run; None: nothing is known of the steps to come."""
    problems: int
    samples: int
    """Of the evaluation, per problem."""
    detectable: float | None
    """Change that it sees with 80% power; None: none up to certainty."""
    chance: float
    """Of seeing a change as large as expected at the end, or by now where that is not known."""
    better_samples: int | None
    """Fewest samples a problem that see it with 80% power; None: more of them do not suffice."""
    wanted: float | None
    """A change that somebody asked for, or the one that is detectable; None: there is neither."""
    wanted_rollouts: int | None
    """Further rollouts until it is expected; None: the rollouts so far show no way up."""

    @property
    def says(self) -> list[str]:
        """Return it in sentences."""
        rollouts = round(self.done * self.rollouts_per_step)
        steps = f"after {self.done} of {count(self.steps, 'step')} ({rollouts:,} rollouts)"
        if self.at_end is None:
            expected = f"have changed by {_range(self.so_far)}"
        else:
            expected = f"change by {_range(self.at_end)}"
            if self.done < self.steps:
                expected += f" in all, {points(self.so_far.estimate)} of it by now"
        found = [
            *([self._seen] if self.gained else []),
            f"{steps} {self.metric} is expected to {expected}",
        ]
        design = f"{count(self.problems, 'problem')} × {count(self.samples, 'sample')}"
        if self.detectable is None:
            found.append(f"an evaluation of {design} is too small to see any change of it")
        else:
            found.append(
                f"an evaluation of {design} sees {100 * self.detectable:.1f} points in "
                f"{POWER:.0%} of cases, and a change as large as expected in {self.chance:.0%}"
            )
        if self.chance < POWER:
            found.append(
                f"with {count(self.better_samples, 'sample')} a problem it would in {POWER:.0%}"
                if self.better_samples
                else "more samples do not mend that: it needs more problems, or a larger change"
            )
        return [*found, *([self.until] if self.until else [])]

    @property
    def _seen(self) -> str:
        seen = self.gained
        does = "compiles" if self.metric == COMPILE_RATE.name else "solves"
        return (
            f"the policy {does} {seen.rate:.1%} of its last {seen.rollouts:,} rollouts, and the "
            f"base model, by its own samples of the same problems, {seen.base_rate:.1%}: "
            f"{_range(seen.change)}"
        )

    @property
    def until(self) -> str | None:
        """Return in a sentence what the wanted change still takes; None: none is wanted."""
        if self.wanted is None:
            return None
        size = f"{100 * self.wanted:.1f} points of {self.metric}"
        if self.wanted_rollouts is None:
            return f"the rollouts so far do not say how {size} could be reached"
        if self.wanted_rollouts == 0:
            return f"{size} are expected to be reached already"
        minutes = (
            f", {self.wanted_rollouts * self.seconds_per_rollout / 60:,.0f} minutes at this pace,"
            if self.seconds_per_rollout
            else ""
        )
        return (
            f"{size} are expected after {self.wanted_rollouts:,} more rollouts{minutes} at the "
            "last learning rate, if the reward goes on as it began"
        )


def forecast(
    course: Course,
    slope: float,
    trained_spread: float,
    solved: Sequence[tuple[int, int]],
    wanted: float | None = None,
    samples: int | None = None,
    confidence: float = 0.95,
    metric: str = PASS_AT_1.name,
    seen: Gained | None = None,
) -> Forecast | None:
    """Return what to expect of a training.

    Args:
        course: of its steps.
        slope: how much more often a completion passes (or compiles) per unit of advantage.
        trained_spread: mean of p (1 − p) over the groups that were rolled out.
        solved: of each held-out problem, (completions that do, completions) of the base model.
        wanted: a change to reach. None: the detectable one.
        samples: per problem, of the evaluation to come. None: as the base's.
        confidence: of the intervals; the evaluation's test has the level 1 − confidence.
        metric: the name of what is foretold.
        seen: what the last rollouts gained on training problems. None: it is not known.

    Returns:
        None where neither moves nor rollouts tell anything, or nothing varies: no group differed,
        or the base solves every held-out problem always or never.
    """
    spreads = np.array([spread(*one) for one in solved])
    if trained_spread <= 0 or spreads.mean() <= 0:
        return None
    carried = float(spreads.mean()) / trained_spread
    pace = _pace(course, slope * carried, confidence)
    if pace is None and seen is None:
        return None
    taken, whole = float(course.rates[: course.done].sum()), float(course.rates.sum())
    if seen is None:
        so_far, at_end = _times(pace, taken), _times(pace, whole)
    else:
        so_far = _times(seen.change, carried)
        at_end = None if pace is None else _sum(so_far, _times(pace, whole - taken))
    if course.done == len(course.rates):
        at_end = so_far
    expected = so_far if at_end is None else at_end
    drawn = samples or round(float(np.mean([n for _, n in solved])))
    design = _Design(solved, spreads, 1 - confidence)
    detectable = design.detectable(drawn)
    target = wanted if wanted is not None else detectable
    return Forecast(
        done=course.done,
        steps=len(course.rates),
        rollouts_per_step=course.rollouts_per_step,
        seconds_per_rollout=course.seconds_per_rollout,
        metric=metric,
        gained=seen,
        so_far=so_far,
        at_end=at_end,
        problems=len(solved),
        samples=drawn,
        detectable=detectable,
        chance=design.power(expected.estimate, drawn),
        better_samples=design.samples_for(expected.estimate),
        wanted=target,
        wanted_rollouts=_rollouts_until(course, pace, so_far.estimate, target),
    )


def gain_per_rate(course: Course) -> tuple[float, float]:
    """Return by how much the mean advantage rises per unit of learning rate, and its error.

    Σₖ δₖ · ḡ₋ₖ over Σₖ lrₖ, with ḡ₋ₖ the mean gradient of the other steps; the standard error is
    the jackknife's over steps, of which there are FEWEST_STEPS with known moves or more.
    """
    k = course.done
    products = course.moves.changes @ course.moves.gradients.T  # [step whose δ, step whose g]
    np.fill_diagonal(products, 0.0)
    rates = course.rates[:k]

    def found(kept: np.ndarray) -> float:
        part = products[np.ix_(kept, kept)]
        return float(part.sum() / (len(kept) - 1) / rates[kept].sum())

    every = np.arange(k)
    without = np.array([found(np.delete(every, one)) for one in every])
    error = math.sqrt((k - 1) / k * float(((without - without.mean()) ** 2).sum()))
    return found(every), error


def spread(solved: int, samples: int) -> float:
    """Return p (1 − p) of a problem without bias from its samples; 0 of a single one."""
    if samples < 2:
        return 0.0
    p = solved / samples
    return p * (1 - p) * samples / (samples - 1)


class _Design:
    """An evaluation's problems, and what a paired t test over them sees.

    A change of mean Δ moves problem i by Δᵢ in proportion to pᵢ (1 − pᵢ); its difference of two
    rates over s samples varies by 2 pᵢ (1 − pᵢ) / s about that.
    """

    def __init__(
        self, solved: Sequence[tuple[int, int]], spreads: np.ndarray, alpha: float
    ) -> None:
        rates = np.array([passed / n for passed, n in solved])
        seen = rates * (1 - rates)
        self._within = 2 * float(spreads.mean())
        self._between = float(np.var(seen)) / float(seen.mean()) ** 2  # of Δᵢ, in units of Δ²
        self._problems, self._alpha = len(solved), alpha

    def power(self, change: float, samples: int) -> float:
        """Return the chance that the test sees a mean change; its level where there is none."""
        if self._problems < 2:
            return 0.0
        deviation = math.sqrt(self._within / samples + self._between * change**2)
        effect = abs(change) / deviation
        power = float(TTestPower().power(effect, nobs=self._problems, alpha=self._alpha))
        return 1.0 if math.isnan(power) else power  # far beyond certainty it gives no number

    def detectable(self, samples: int) -> float | None:
        def lacking(change: float) -> float:
            return self.power(change, samples) - POWER

        return float(brentq(lacking, 1e-6, 1.0)) if lacking(1.0) >= 0 else None

    def samples_for(self, change: float) -> int | None:
        if self.power(change, MANY_SAMPLES) < POWER:
            return None
        return bisect_left(range(MANY_SAMPLES), POWER, lo=1, key=lambda n: self.power(change, n))


def _rollouts_until(
    course: Course, pace: Interval | None, so_far: float, wanted: float | None
) -> int | None:
    """Return the further rollouts until a change is expected, at the last learning rate used.

    Args:
        course: of the steps.
        pace: change per unit of learning rate; None: not known.
        so_far: what is gained.
        wanted: the change; None: none.
    """
    if wanted is None or wanted == 0:
        return None
    missing = wanted - so_far
    if missing * wanted <= 0:
        return 0
    if pace is None or missing * pace.estimate <= 0:
        return None
    steps = math.ceil(missing / pace.estimate / float(course.rates[course.done - 1]))
    return math.ceil(steps * course.rollouts_per_step)


def _pace(course: Course, factor: float, confidence: float) -> Interval | None:
    """Return a rate's change per unit of learning rate; None: too few moves are known.

    Args:
        course: of the steps.
        factor: the rate's change per unit of advantage.
        confidence: of the interval.
    """
    if course.moves is None or course.done < FEWEST_STEPS:
        return None
    gain, error = gain_per_rate(course)
    width = float(t.ppf((1 + confidence) / 2, course.done - 1)) * error * abs(factor)
    estimate = factor * gain
    return Interval(estimate, estimate - width, estimate + width, confidence, JACKKNIFE)


def _times(change: Interval, factor: float) -> Interval:
    """Return a change of a rate times a number of at least 0."""
    width = factor * (change.high - change.low) / 2
    return around(factor * change.estimate, width, change.confidence, change.method)


def _sum(one: Interval, other: Interval) -> Interval:
    """Return the sum of two changes that were estimated from different things."""
    width = math.hypot(one.high - one.low, other.high - other.low) / 2
    method = f"{one.method}, and {other.method}"
    return around(one.estimate + other.estimate, width, one.confidence, method)


def _range(change: Interval) -> str:
    return f"{points(change.estimate)} {interval(change.low, change.high)}"
