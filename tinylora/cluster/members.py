"""The nodes of a cluster that judge: each is compared with this host before it gets any work.

A node that judges with other tools is refused by its name. One that fails is asked once more, a few
times; one that joins later is found.
"""

import logging
import time
from collections import Counter
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tinylora.cluster.node import Judges, Node
from tinylora.errors import JudgeFault
from tinylora.judge.settings import JudgeSettings

LOOK_EVERY_S = 5.0
FAULTS = 3
"""As often in a row may a node fail before it is refused."""
CLOSES_WITHIN_S = 5.0
MOST_SAID = 500
"""Characters of what went wrong. Its header and its last line, the cause, are among them."""
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Member:
    """A node, and the actor on it that judges."""

    node_id: str
    name: str
    cores: int
    actor: Any
    judges: Judges | None = None
    """None: it has not answered yet."""
    submissions: int = 0
    shards: int = 0
    """Handed to it and not back yet."""


class Members:
    """Called from one thread.

    Args:
        ray: connected.
        settings: of the judge on each node.
        calls: an actor answers at once.
    """

    def __init__(self, ray: ModuleType, settings: JudgeSettings, calls: int) -> None:
        self._ray, self._settings, self._calls = ray, settings, calls
        self._members: dict[str, Member] = {}
        self._asked: dict[Any, Member] = {}
        self._faults: Counter[str] = Counter()
        self._looked = -LOOK_EVERY_S
        self.refused: dict[str, str] = {}
        """Why, by the nodes' names."""
        self._refused: set[str] = set()
        self.all_refused = False
        """There are nodes with cores, and none may judge."""

    @property
    def judging(self) -> list[Member]:
        """Those that may be given work."""
        return [one for one in list(self._members.values()) if one.judges is not None]

    @property
    def asked(self) -> list[Any]:
        """References to answers that `hear` takes."""
        return list(self._asked)

    def look(self, here: Judges) -> None:
        """Ask nodes that are new, or failed a while ago, to judge; every few seconds at most."""
        if time.monotonic() < self._looked + LOOK_EVERY_S:
            return
        self._looked = time.monotonic()
        with_cores = [
            (node, int(node["Resources"].get("CPU", 0)))
            for node in self._ray.nodes()
            if node["Alive"] and node["Resources"].get("CPU", 0) >= 1
        ]
        open_ones = [(node, n) for node, n in with_cores if node["NodeID"] not in self._refused]
        self.all_refused = bool(with_cores) and not open_ones
        for node, cores in open_ones:
            node_id = node["NodeID"]
            if node_id not in self._members:
                self._ask(Member(node_id, name_of(node), cores, self._actor(node_id, cores)), here)

    def hear(self, ref: Any, here: Judges) -> None:
        """Take a node's answer: let it judge, or refuse it."""
        member = self._asked.pop(ref)
        try:
            judges = self._ray.get(ref)
        except (JudgeFault, self._ray.exceptions.RayError) as fault:
            self.failed(member, fault)
            self._forget(member)
            return
        differences = here.differences(judges)
        if differences:
            self.refuse(member, "; ".join(differences))
        else:
            member.judges = judges
            log.info("node %s judges with %d cores", member.name, member.cores)

    def failed(self, member: Member, fault: Exception) -> None:
        """Count a fault of a node; too many are its last.

        What only its process was to blame for, a new one mends: then the node is asked again.
        """
        if self._members.get(member.node_id) is not member:
            return  # what else its process was busy with
        self._faults[member.node_id] += 1
        log.warning("node %s failed: %s", member.name, in_a_line(fault))
        if self._faults[member.node_id] >= FAULTS:
            self.refuse(member, f"it failed {FAULTS} times, at last: {in_a_line(fault)}")
        elif isinstance(fault, self._ray.exceptions.RayActorError):
            self._forget(member)

    def worked(self, member: Member) -> None:
        """Forget a node's faults: it is well."""
        self._faults.pop(member.node_id, None)

    def refuse(self, member: Member, why: str) -> None:
        """Give a node no more work."""
        if member.node_id not in self._refused:
            log.error("node %s is refused: %s", member.name, why)
            self._refused.add(member.node_id)
            self.refused[member.name] = why
            self._looked = -LOOK_EVERY_S  # who is left is known at once
        self._forget(member)

    def close(self) -> None:
        """End the judges on all nodes."""
        members = [*self._members.values()]
        closing = [member.actor.close.remote() for member in members if member.judges]
        if closing:
            self._ray.wait(closing, num_returns=len(closing), timeout=CLOSES_WITHIN_S)
        for member in members:
            self._forget(member)

    def _actor(self, node_id: str, cores: int) -> Any:
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        return (
            self._ray.remote(Node)
            .options(
                num_cpus=cores,
                max_concurrency=self._calls + cores,
                scheduling_strategy=NodeAffinitySchedulingStrategy(node_id, soft=False),
            )
            .remote()
        )

    def _ask(self, member: Member, here: Judges) -> None:
        settings = self._settings.model_copy(update={"workers": member.cores})
        self._members[member.node_id] = member
        self._asked[member.actor.open.remote(settings, sorted(here.compilers))] = member

    def _forget(self, member: Member) -> None:
        """End its actor; what it was given fails, and is for others to do."""
        member.judges = None
        if self._members.get(member.node_id) is member:
            del self._members[member.node_id]
            self._ray.kill(member.actor)


def in_a_line(fault: Exception) -> str:
    """Return what went wrong, without where Ray was when it did; of a long text, both ends."""
    text = " ".join(str(getattr(fault, "cause", fault)).split())
    return text if len(text) <= MOST_SAID else f"{text[:150]} … {text[150 - MOST_SAID :]}"


def name_of(node: dict[str, Any]) -> str:
    """Return what people call a row of `ray.nodes()`."""
    given, address = node["NodeName"], node["NodeManagerAddress"]
    known = node["NodeManagerHostname"] if given == address else given
    return f"{known} ({address}, {node['NodeID'][:8]})"
