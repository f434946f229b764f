"""Whether the weights can hold an adapter: one sentence.

bfloat16 keeps 8 significant bits: half the distance between two neighbours is 2⁻⁹ to 2⁻⁸ of them,
0.2–0.4%. A module's ΔW counts as under bf16's resolution where ‖ΔW‖_F < 2⁻⁹ ‖W‖_F: the root mean
square entry of ΔW is then less than half the spacing, at its narrowest, of W's, and most of ΔW is
rounded away when W + ΔW is stored in bfloat16. (`merge.share_lost` measures how much, exactly.)
"""

import math

RESOLUTION = {"float32": 2.0**-25, "float16": 2.0**-12, "bfloat16": 2.0**-9}
"""Half the spacing relative to a number, at its narrowest. 4-bit weights compute in 16 bits, of
which bfloat16 stands for them."""
BF16 = RESOLUTION["bfloat16"]
BROKEN = "v is not finite: the model that carries it computes nothing; train again."
ZERO = "v is zero: this adapter changes nothing."
BELOW = "this adapter is below the resolution of the weights it modifies"
KEPT = "base keeps it, and weights in bfloat16 would round most of it away"
OF_LORA = "v is an ordinary LoRA's, whose size tells little of ΔW: measure it on the base model."
OF_PRINCIPAL = (
    "a number of v counts the nats by which it moves a completion's log-probability, and tells "
    "little of ΔW: measure it on the base model."
)
SOLVED = (
    "v was solved for, not trained, so its size tells nothing of ΔW: measure it on the base model."
)


def half_spacing(weights: str) -> float:
    """Return the RESOLUTION of weights held as float32, bfloat16, float16 or nf4."""
    return RESOLUTION.get(weights, BF16)


def of_modules(under: int, under_bf16: int, total: int, weights: str) -> str:
    """Conclude from measured modules.

    Args:
        under: how many have a ΔW under the resolution of `weights`.
        under_bf16: how many have one under bf16's.
        total: how many there are.
        weights: how the base holds them: float32, bfloat16, float16 or nf4.
    """
    if under:
        some, there = _some(under, total)
        return f"ΔW is under {_named(weights)}'s resolution in {some} modules: {BELOW}{there}."
    if under_bf16:
        some, there = _some(under_bf16, total)
        kept = f"the {weights} {KEPT}{there}"
        return f"ΔW is under bf16's resolution in {some} modules: {kept}."
    return f"ΔW is above bf16's resolution in all {total} modules."


def of_vector(ratio: float, rank: int, weights: str) -> str:
    """Conclude from v alone.

    Args:
        ratio: what v is expected to change the leading directions by, relative to themselves; the
            whole weight changes by less.
        rank: how many directions those are.
        weights: how the base holds them: float32, bfloat16, float16 or nf4.
    """
    if not math.isfinite(ratio):
        return BROKEN
    if ratio == 0:
        return ZERO
    moved = (
        f"v moves the leading {rank} singular directions of each weight by about "
        f"{_percent(ratio)} of themselves"
    )
    if ratio < half_spacing(weights):
        finest = f"{100 * half_spacing(weights):.2g}%"
        dtype = weights if weights in RESOLUTION else "bfloat16"
        return f"{moved} and {dtype} rounds by {finest} or more: {BELOW}."
    if ratio < BF16:
        return f"{moved}, under bf16's resolution of {BF16:.1%}: the {weights} {KEPT}."
    return f"{moved}, above bf16's resolution of {BF16:.1%}; the base model shows how many modules."


def _percent(share: float) -> str:
    """Return 0.0004 as "0.04%" and 0.34 as "34%"."""
    return f"{100 * share:.1g}%" if share < 0.095 else f"{100 * share:.0f}%"


def _some(count: int, total: int) -> tuple[str, str]:
    return (f"all {total}", "") if count == total else (f"{count} of {total}", " there")


def _named(weights: str) -> str:
    return weights if half_spacing(weights) < BF16 else "bf16"
