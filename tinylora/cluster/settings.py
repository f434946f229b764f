"""Where the work that can be spread is done."""

from typing import Literal, Self

from pydantic import Field, model_validator

from tinylora.section import Section


class ExecutionSettings(Section):
    """On this machine alone, or on the nodes of a Ray cluster. No number depends on it."""

    engine: Literal["local", "ray"] = "local"
    """ray: the nodes judge, and sample where `sampling` says so; each has the extra `ray` installed
    (docs/scaling.md)."""
    address: str | None = Field(None, pattern=r"^[^\s:/]+:[0-9]{1,5}$")
    """HOST:PORT of the cluster's head. This machine must be a node of it too, one without cores
    (`ray start --address HOST:PORT --num-cpus 0`) if it is not to judge."""
    shard: int = Field(64, ge=1, le=256)
    """Submissions handed to a node at once, at most: fewer where fewer wait. More cost less in
    messages, and more is judged again when a node dies."""
    sampling: Literal["here", "nodes"] = "here"
    """Who samples an evaluation's completions: a child of this machine, or one on every node, one
    for each GPU of it. Nodes need the model: its folder, or what it is downloaded from."""
    shards_in_flight: int = Field(2, ge=1, le=16)
    """Shards a node has at once. 2: it begins the next while the last programs of one still run."""

    @model_validator(mode="after")
    def _ray_has_an_address(self) -> Self:
        if (self.engine == "ray") != (self.address is not None):
            raise ValueError(
                f"execution.engine {self.engine} with execution.address {self.address}; give ray "
                "the HOST:PORT of its head, and leave local without an address"
            )
        if self.engine == "local" and self.sampling == "nodes":
            raise ValueError(
                "execution.sampling is nodes and execution.engine is local, which has none: take "
                "engine ray, or sampling here"
            )
        return self


LOCAL = ExecutionSettings()
