"""What differs between a checkpoint and the model that is to carry it."""

import torch
from peft import PeftModel

from tinylora.adapter.contents import CheckpointContents
from tinylora.adapter.directions import restore
from tinylora.adapter.inject import attached_settings, trainable_vector
from tinylora.adapter.signature import differing_modules, sign

NAMED = 3


def differences(model: PeftModel, contents: CheckpointContents, fingerprint: str) -> list[str]:
    """Return one phrase for each thing that differs; empty when the checkpoint fits.

    A principal gets the checkpoint's directions for it.

    Args:
        model: from `attach`.
        contents: of the checkpoint.
        fingerprint: of the base model that is loaded.
    """
    different = contents.settings.differences(attached_settings(model))
    base = contents.base
    if base["fingerprint"] != fingerprint:
        different.append(
            f"the base model was {base['name']} at revision {base['revision']}, fingerprint "
            f"{base['fingerprint']}; the loaded one has fingerprint {fingerprint}"
        )
    if different:
        return different  # and so do the frozen tensors, as a matter of course
    if contents.recipe is not None:
        restore(model, contents.recipe)
    return _frozen_differences(model, contents)


def unusable(model: PeftModel, v: torch.Tensor) -> list[str]:
    """Return why the saved `v` cannot steer `model`, whatever it was trained on; empty if it can.

    Args:
        model: from `attach`.
        v: as the checkpoint holds it.
    """
    expected = trainable_vector(model).shape
    if v.shape == expected:
        return []
    return [f"v has shape {tuple(v.shape)} there, {tuple(expected)} here"]


def _frozen_differences(model: PeftModel, contents: CheckpointContents) -> list[str]:
    then, now = contents.signature, sign(model)
    if then.names_hash != now.names_hash:
        return [f"{then.modules} adapted modules there, {now.modules} here, or of other shapes"]
    if then.probes.shape != now.probes.shape or not then.probes.isfinite().all():
        return [
            f"its probes, {tuple(then.probes.shape)}, are not {tuple(now.probes.shape)} finite "
            "numbers"
        ]
    kind = contents.settings.kind
    redrawn = then.projections_hash != now.projections_hash
    if kind != "tinylora" and redrawn:
        return ["every A starts elsewhere: its numbers were drawn by other code"]
    kinds = []
    if then.factors_hash != now.factors_hash:
        made = {"tinylora": "U, Σ, V", "lora": "W", "principal": "W or the directions"}
        kinds.append(made[kind])
    if redrawn:
        kinds.append("P")
    modules = differing_modules(model, then.probes) if kinds else []
    if not modules:
        return []  # the same adapter, rounded by another solver
    named = ", ".join(modules[:NAMED]) + (" …" if len(modules) > NAMED else "")
    return [f"{' and '.join(kinds)} differ in {len(modules)} of {now.modules} modules: {named}"]
