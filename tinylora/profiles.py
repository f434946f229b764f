"""The profiles of prefect.yaml by name, with single knobs changed: for commands without Prefect."""

from collections.abc import Sequence

import yaml

from tinylora.errors import SettingsError
from tinylora.overrides import overrides
from tinylora.paths import CHECKOUT
from tinylora.settings import Settings


def profile(name: str, changes: Sequence[str] = ()) -> Settings:
    """Return the settings of a profile, named as it or a deployment of it is: seed_v4, seed-v4.

    Args:
        name: a key of `definitions.profiles`.
        changes: as --set takes them, such as "training.steps=20".

    Raises:
        SettingsError: there is no such profile, or a change makes no sense.
    """
    written = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
    profiles = written["definitions"]["profiles"]
    found = profiles.get(name.replace("-", "_"))
    if found is None:
        raise SettingsError(
            f"no profile {name!r} in prefect.yaml; there are: {', '.join(profiles)}"
        )
    return Settings.model_validate(found).override(overrides(changes))
