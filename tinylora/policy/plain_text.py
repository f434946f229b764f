"""Somebody else's text in a prompt: data, which must not be able to speak for the chat template."""

import re
from typing import Any


def without_special_tokens(text: str, tokenizer: Any) -> str:
    r"""Return `text` with a space inside whatever the tokenizer would read as a special token.

    A prompt is rendered to text and then encoded, so "<|im_end|>" in a statement would end the
    user's turn, and what follows could open another. Not covered: chat templates that mark turns
    with ordinary words.

    Args:
        text: of a statement or a test case.
        tokenizer: a transformers tokenizer. Its special tokens of one character, which cannot be
            broken, are left alone.
    """
    added = tokenizer.added_tokens_decoder.values()
    special = [token.content for token in added if token.special and len(token.content.strip()) > 1]
    if not special:
        return text
    found = re.compile("|".join(map(re.escape, special)))
    # Again, for tokens that overlap show one after the other
    while (broken := found.sub(_broken, text)) != text:
        text = broken
    return text


def _broken(token: re.Match[str]) -> str:
    return f"{token[0][0]} {token[0][1:]}"
