"""Profiles by name or from a file of one, single knobs changed: for commands without Prefect."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from tinylora.display import first_problem
from tinylora.errors import UNTYPED, SettingsError
from tinylora.overrides import overrides
from tinylora.paths import CHECKOUT
from tinylora.settings import Settings


def profile(name: str, changes: Sequence[str] = ()) -> Settings:
    """Return the settings of a profile.

    Args:
        name: a key of `definitions.profiles` in prefect.yaml, or a deployment's name (seed_v4,
            seed-v4); or the path of a .yaml file whose keys are the sections of a profile.
        changes: as --set takes them, such as "training.steps=20".

    Raises:
        SettingsError: there is no such profile or file, or a setting or change makes no sense.
    """
    is_file = name.endswith((".yaml", ".yml"))
    found = _of_file(Path(name)) if is_file else _of_prefect(name)
    try:
        return Settings.model_validate(found).override(overrides(changes))
    except ValidationError as error:
        raise SettingsError(f"profile {name}: {first_problem(error)}") from error


def _of_file(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, *UNTYPED) as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise SettingsError(
            f"profile {path} does not read ({why:.500}): name a YAML file of settings, such as "
            "examples/your-problems/profile.yaml"
        ) from error


def _of_prefect(name: str) -> object:
    written = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
    profiles = written["definitions"]["profiles"]
    found = profiles.get(name.replace("-", "_"))
    if found is None:
        raise SettingsError(
            f"no profile {name!r} in prefect.yaml; there are: {', '.join(profiles)}"
        )
    return found
