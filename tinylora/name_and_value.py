"""NAME=VALUE on a command line, apart from the settings: `tinylora sql` needs none of them."""

from tinylora.errors import SettingsError


def name_and_value(pair: str, option: str, form: str) -> tuple[str, str]:
    """Return the two sides of the first "=" in what `option` was given.

    Raises:
        SettingsError: there is no "="; says to write `form`.
    """
    name, equals, value = pair.partition("=")
    if not equals:
        raise SettingsError(f"{option} {pair!r}: write {form}")
    return name, value
