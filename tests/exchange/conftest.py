"""What the tests of exchange share."""

from adapter_fixtures import make_model, settings, tokens

__all__ = ["make_model", "settings", "tokens"]
