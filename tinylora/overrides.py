"""SECTION.KNOB=VALUE, as a command line has it."""

import json
from collections.abc import Sequence
from typing import Any

from tinylora.errors import SettingsError


def overrides(pairs: Sequence[str]) -> dict[str, Any]:
    """Return {"training.steps": 20} for ["training.steps=20"], as `Settings.override` takes it.

    A value that is not JSON is a word: `training.optimizer=natural`.

    Raises:
        SettingsError: a pair has no "=".
    """
    found = {}
    for pair in pairs:
        knob, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"--set {pair!r}: write SECTION.KNOB=VALUE, e.g. training.steps=20")
        try:
            found[knob] = json.loads(value)
        except json.JSONDecodeError:
            found[knob] = value
    return found
