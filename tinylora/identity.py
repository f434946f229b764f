"""Content identities: the same inputs give the same id, so a re-run changes nothing.

Everything cached or keyed in this project goes through `fingerprint`. Code is part of an identity
too: see `code_identity`.
"""

import hashlib
import json
from pathlib import Path
from typing import Any


def fingerprint(value: Any) -> str:
    """Return 16 hex digits of the SHA-256 of `value`'s canonical JSON.

    Args:
        value: anything JSON can hold, or a pydantic model (dumped with `model_dump(mode="json")`).
    """
    dumped = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
    text = json.dumps(dumped, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text)[:16]


def sha256(text: str) -> str:
    """Return the SHA-256 of `text` in hex; lone surrogates are hashed, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file in hex, read in blocks so that size does not matter."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def derive_seed(*parts: Any) -> int:
    """Return a seed in [0, 2**60) that depends on every part, e.g. (seed, problem_key, sample)."""
    return int(fingerprint(list(parts))[:15], 16)
