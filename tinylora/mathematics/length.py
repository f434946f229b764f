"""How long completions are, in a unit that is said: tokens of a named tokenizer, else words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tinylora.errors import SourceMissing

WORDS = "words"


@dataclass(frozen=True, slots=True)
class LengthUnit:
    """A unit, and how texts are measured in it."""

    name: str
    """ "words", or "tokens of NAME"."""
    lengths: Callable[[Sequence[str]], list[int]]


def words() -> LengthUnit:
    """Return the unit for want of a tokenizer: what stands between white space.

    A text without white space is one word, however long: let no reward rest on this unit.
    """
    return LengthUnit(WORDS, lambda texts: [len(text.split()) for text in texts])


def tokens(name: str) -> LengthUnit:
    """Return the unit of a tokenizer; special tokens are not added.

    Args:
        name: a tokenizer.json, a folder that holds one, or a repository of the Hugging Face Hub.

    Raises:
        SourceMissing: no tokenizer can be had from there.
    """
    from tokenizers import Tokenizer

    path = Path(name).expanduser()
    file = path / "tokenizer.json" if path.is_dir() else path
    try:
        loaded = (
            Tokenizer.from_file(str(file)) if file.is_file() else Tokenizer.from_pretrained(name)
        )
    except Exception as error:  # the library raises bare Exception
        raise SourceMissing(
            f"--tokenizer {name}: {error}; name a tokenizer.json, a folder that holds one, or a "
            "repository of the Hub"
        ) from error
    loaded.no_truncation()
    loaded.no_padding()

    def lengths(texts: Sequence[str]) -> list[int]:
        whole = [text.encode("utf-8", "replace").decode() for text in texts]  # half a surrogate
        return [len(found.ids) for found in loaded.encode_batch(whole, add_special_tokens=False)]

    return LengthUnit(f"tokens of {name}", lengths)
