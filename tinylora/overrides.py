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
        knob, value = name_and_value(pair, "--set", "SECTION.KNOB=VALUE, e.g. training.steps=20")
        try:
            found[knob] = json.loads(value)
        except json.JSONDecodeError:
            found[knob] = value
    return found


def name_and_value(pair: str, option: str, form: str) -> tuple[str, str]:
    """Return the two sides of the first "=" in what `option` was given.

    Raises:
        SettingsError: there is no "="; says to write `form`.
    """
    name, equals, value = pair.partition("=")
    if not equals:
        raise SettingsError(f"{option} {pair!r}: write {form}")
    return name, value
