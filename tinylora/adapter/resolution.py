"""Whether the weights can hold an adapter: one sentence.

bfloat16 keeps 8 significant bits: half the distance between two neighbours is 2⁻⁹ to 2⁻⁸ of them,
0.2–0.4%. A module's ΔW counts as under bf16's resolution where ‖ΔW‖_F < 2⁻⁹ ‖W‖_F: the root mean
square entry of ΔW is then less than half the spacing, at its narrowest, of W's, and most of ΔW is
rounded away when W + ΔW is stored in bfloat16. (`merge.share_lost` measures how much, exactly.)
"""

RESOLUTION = {"float32": 2.0**-25, "float16": 2.0**-12, "bfloat16": 2.0**-9}
"""Half the spacing relative to a number, at its narrowest. 4-bit weights compute in 16 bits, of
which bfloat16 stands for them."""
BF16 = RESOLUTION["bfloat16"]
ZERO = "v is zero: this adapter changes nothing."
BELOW = "this adapter is below the resolution of the weights it modifies"
KEPT = "the float32 base keeps it, and weights in bfloat16 would round most of it away"
SOLVED = (
    "v was solved for, not trained, so its size tells nothing of ΔW: measure it on the base model."
)


def of_modules(under: int, total: int, weights: str) -> str:
    """Conclude from measured modules.

    Args:
        under: how many have a ΔW under bf16's resolution.
        total: how many there are.
        weights: how the base holds them: float32, bfloat16, float16 or nf4.
    """
    if under == 0:
        return f"ΔW is above bf16's resolution in all {total} modules."
    some, there = (f"all {total}", "") if under == total else (f"{under} of {total}", " there")
    measured = f"ΔW is under bf16's resolution in {some} modules"
    if weights == "float32":
        return f"{measured}: {KEPT}{there}."
    if weights == "float16":
        return f"{measured}; float16 resolves 8 times finer."
    return f"{measured}: {BELOW}{there}."


def of_vector(ratio: float, rank: int, weights: str) -> str:
    """Conclude from v alone.

    Args:
        ratio: what v is expected to change the leading directions by, relative to themselves; the
            whole weight changes by less.
        rank: how many directions those are.
        weights: how the base holds them: float32, bfloat16, float16 or nf4.
    """
    if ratio == 0:
        return ZERO
    dtype = weights if weights in RESOLUTION else "bfloat16"
    moved = (
        f"v moves the leading {rank} singular directions of each weight by about "
        f"{100 * ratio:.1g}% of themselves"
    )
    if ratio < RESOLUTION[dtype]:
        finest = 100 * RESOLUTION[dtype]
        return f"{moved} and {dtype} rounds by {finest:.2g}% or more: {BELOW}."
    if ratio < BF16:
        return f"{moved}, under bf16's resolution of {BF16:.1%}: {KEPT}."
    return f"{moved}, above bf16's resolution of {BF16:.1%}; the base model shows how many modules."
