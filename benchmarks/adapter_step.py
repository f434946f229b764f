"""The adapter at work: forward, backward and merging, each side on a model of its own."""

import torch

from benchmarks.adapter_models import LAYERS, build
from benchmarks.adapter_sides import dense, loss, ours, peft
from benchmarks.rounds import in_turns, median_ratio, say
from tinylora.adapter.merge import merged

TOKENS = (4, 256)


def step(name: str, rounds: int, quick: bool, spectrum: str) -> None:
    """Time forward, and forward with backward, against the bare model and a dense ΔW."""
    layers = 2 if quick or name != "smollm2" else LAYERS[name]
    tokens = torch.randint(0, 512, TOKENS, generator=torch.Generator().manual_seed(0))

    def fresh() -> torch.nn.Module:
        return build(name, layers, spectrum)

    forward = {
        "activations": loss(fresh(), tokens, activations=True),
        "ours": loss(ours(fresh()), tokens),
        "PEFT": loss(peft(fresh()), tokens),
        "W x + ΔW x": loss(dense(fresh()), tokens),
        "(W + ΔW) x": loss(dense(fresh(), folded=True), tokens),
    }
    both = {side: lambda work=work: work().backward() for side, work in forward.items()}
    title = f"{layers} layers, {TOKENS[0]} × {TOKENS[1]} tokens, float32"
    for work in both.values():  # not counted: the first to run pays for torch's own start
        work()
    in_turns(f"forward: {title}", forward, rounds)
    took = in_turns(f"forward and backward: {title}", both, rounds)
    real = name == "smollm2" and not quick
    bare = median_ratio(took["ours"], took["activations"])
    say("ours / activations alone", bare, at_most=1.10 if real else None)
    literal = median_ratio(took["W x + ΔW x"], took["ours"])
    say("dense W x + ΔW x / ours", literal, at_least=1.7 if real else None)
    say("dense (W + ΔW) x / ours", median_ratio(took["(W + ΔW) x"], took["ours"]))
    say("PEFT / ours", median_ratio(took["PEFT"], took["ours"]))


def merge(name: str, rounds: int, quick: bool, spectrum: str) -> None:
    """Time one merge and its undoing."""
    layers = 2 if quick or name != "smollm2" else LAYERS[name]
    mine, theirs = (side(build(name, layers, spectrum)) for side in (ours, peft))

    def of_peft() -> None:
        theirs.merge_adapter()
        theirs.unmerge_adapter()

    def of_ours() -> None:
        with merged(mine):
            pass

    sides = {"PEFT": of_peft, "ours": of_ours}
    took = in_turns(f"merge and unmerge: {layers} layers, float32", sides, max(rounds, 3))
    say("PEFT / ours", median_ratio(took["PEFT"], took["ours"]))
