"""What the adapter's tests share."""

from adapter_fixtures import make_model, settings, tokens

__all__ = ["make_model", "settings", "tokens"]
