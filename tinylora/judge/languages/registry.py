"""The languages there are, by the name that a submission gives."""

from tinylora.errors import SettingsError
from tinylora.judge.languages.cpp import CPP
from tinylora.judge.languages.language import Language
from tinylora.judge.languages.mathematics import MATHEMATICS
from tinylora.judge.languages.python import PYTHON

LANGUAGES: dict[str, Language] = {
    "c++": CPP,
    "mathematics": MATHEMATICS,
    "python": PYTHON,
}


def find_language(name: str) -> Language:
    """Return the language of that name.

    Raises:
        SettingsError: there is none.
    """
    if name not in LANGUAGES:
        raise SettingsError(
            f"language {name!r} is not one the judge knows: {', '.join(sorted(LANGUAGES))}"
        )
    return LANGUAGES[name]


def compares_itself(name: str) -> bool:
    """Return whether a language holds answers against the right one itself, so no checker does.

    Most languages do not, and say nothing of it.

    Raises:
        SettingsError: there is none of that name.
    """
    return getattr(find_language(name), "compares_itself", False)
