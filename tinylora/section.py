"""What every group of settings is: frozen, and without a name it does not know.

Each room owns its section, in its `settings.py`; `tinylora/settings.py` puts them together.
"""

from reprlib import Repr
from typing import Any

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A frozen group of knobs that refuses names it does not know.

    The sentence under a field is its description wherever the settings are shown as a form. No
    number is infinite or NaN: JSON, which carries settings to jobs, has neither.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False
    )


def shown(value: Any) -> str:
    """Return the beginning of a value, of whatever size: a few aliases of YAML may be gigabytes."""
    try:
        return _SHORT.repr(value)
    except ValueError:
        return "a whole number of more digits than Python writes"


_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 120
_SHORT.maxlevel = 3
