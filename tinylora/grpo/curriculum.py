"""Which problems a rollout batch asks, as a pure function of the seed and the batch's number.

Nothing is remembered between batches, so a run that resumes at batch n asks what it would have
asked.
"""

from collections import Counter
from collections.abc import Sequence
from random import Random

from tinylora.errors import SettingsError
from tinylora.grpo.group_variety import weights
from tinylora.grpo.settings import TrainingSettings
from tinylora.identity import derive_seed
from tinylora.problem import StoredProblem


class Curriculum:
    """The sequence of problems of one run, from one stream or from one for each bucket."""

    def __init__(self, problems: Sequence[StoredProblem], settings: TrainingSettings) -> None:
        """Sort the problems into streams; the order they come in does not matter.

        Raises:
            SettingsError: there are no problems, none in a bucket that is asked for, or none that
                was measured where the curriculum is by pass rate.
        """
        self._seed = settings.seed
        self._streams: dict[str, tuple[list[str], int]] = {}
        self._shuffled: dict[str, tuple[int, list[str]]] = {}  # a stream's last epoch and its order
        wanted = settings.buckets or {"all": settings.prompts_per_step}
        for name, count in sorted(wanted.items()):  # an identity does not keep their order
            inside = [p for p in problems if not settings.buckets or p.bucket == name]
            if count and not inside:
                raise SettingsError(
                    f"training asks for {count} problems of bucket {name!r} a step and there are "
                    f"none; buckets of the {len(problems)} training problems: "
                    f"{sorted({problem.bucket for problem in problems})}"
                )
            self._streams[name] = (sorted(problem.problem_key for problem in inside), count)
        self._by_worth = settings.curriculum == "pass_rate"
        self._weights = weights(problems, settings) if self._by_worth else {}

    def batch(self, number: int) -> list[str]:
        """Return the problem keys of rollout batch `number` (0 is the first), one per group.

        Uniform goes through every stream in epochs, each in its own order; a key appears twice in a
        batch only where one epoch ends and the next begins. By pass rate every batch is a draw of
        its own, without replacement; a key appears twice only where a stream has too few.
        """
        draw = self._by_weight if self._by_worth else self._by_epoch
        return [key for name in self._streams for key in draw(name, number)]

    def replace(
        self, number: int, positions: Sequence[int], replaced: Sequence[int] = ()
    ) -> list[str]:
        """Return another problem key for each of `positions` of batch `number`, in their order.

        Each comes from the stream of the group it replaces. None is what another got, or what the
        batch asked already, until the stream has nothing else.

        Args:
            number: of the batch.
            positions: in the batch, from 0.
            replaced: those that were replaced before, in their order, as often as they were.

        Raises:
            IndexError: the batch has no such position.
        """
        names = [name for name, (_, count) in self._streams.items() for _ in range(count)]
        if missing := set(positions) - set(range(len(names))):
            raise IndexError(f"batch {number} has {len(names)} groups and none at {missing}")
        asked, rest = set(self.batch(number)), {}
        for name, (keys, _) in self._streams.items():
            order = self._order(name, "replacement", number)
            rest[name] = [key for key in order if key not in asked] or keys
        taken, others = Counter(names[position] for position in replaced), []
        for name in (names[position] for position in positions):
            others.append(rest[name][taken[name] % len(rest[name])])
            taken[name] += 1
        return others

    def _by_epoch(self, name: str, number: int) -> list[str]:
        count = self._streams[name][1]
        return [self._key_at(name, number * count + i) for i in range(count)]

    def _key_at(self, name: str, position: int) -> str:
        """Return the key at `position` of an endless stream of epochs, each in its own order."""
        epoch, offset = divmod(position, len(self._streams[name][0]))
        if self._shuffled.get(name, (None,))[0] != epoch:
            keys = list(self._streams[name][0])
            Random(derive_seed(self._seed, "curriculum", name, epoch)).shuffle(keys)
            self._shuffled[name] = epoch, keys
        return self._shuffled[name][1][offset]

    def _by_weight(self, name: str, number: int) -> list[str]:
        order, count = self._order(name, "batch", number), self._streams[name][1]
        return [order[i % len(order)] for i in range(count)]

    def _order(self, name: str, purpose: str, number: int) -> list[str]:
        """Return the keys of a stream as a weighted draw without replacement would bring them.

        Each key arrives after an exponential time at the rate of its weight (Efraimidis and
        Spirakis 2006); without weights all orders are as likely.
        """
        random = Random(derive_seed(self._seed, "curriculum", purpose, name, number))
        arrival = {
            key: random.expovariate(self._weights.get(key, 1.0)) for key in self._streams[name][0]
        }
        return sorted(arrival, key=arrival.__getitem__)
