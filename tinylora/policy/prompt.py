"""From a problem's statement to the text a model continues.

Somebody else's text in a prompt: data, which must not be able to speak for the chat template.

The test cases that a prompt shows: the problem's public ones, and no others whatever happens.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)

from tinylora.errors import SettingsError
from tinylora.policy.settings import PromptSettings
from tinylora.problem import Origin, StoredProblem, TestCase

TEMPLATES = Path(__file__).parent / "templates"
TODAY = re.compile(r"""strftime_now\(\s*(?P<quote>["'])(?P<form>[^"']*)(?P=quote)\s*\)""")
DATE = date(2024, 7, 26)
"""What Llama 3's own template takes where nobody says what day it is."""
SEPARATOR = "\n---\n"
"""Between a template's system part (may be empty) and its user part."""


def prompt_of(problem: StoredProblem, settings: PromptSettings, tokenizer: Any) -> str:
    """Return the text that a model continues when it is asked `problem`."""
    return render(messages(problem, settings, tokenizer), tokenizer)


def messages(
    problem: StoredProblem, settings: PromptSettings, tokenizer: Any
) -> list[dict[str, str]]:
    """Return the chat: a system message where the template has one, and the user's.

    Statement, test cases and starter code are text and nothing else: no template and no special
    token in them has an effect.

    Args:
        problem: what is asked. Past `max_statement_tokens` the middle of its statement is cut out,
            for the story stands first and the formats and bounds last; its starter code likewise.
        settings: which template, how many tokens, how many test cases.
        tokenizer: a fast transformers tokenizer.

    Raises:
        SettingsError: there is no such template, or none in the language to answer in.
    """
    plain = without_special_tokens(problem.statement, tokenizer)
    shortened = shorten(plain, settings.max_statement_tokens, tokenizer)
    shown = shown_tests(problem.public_tests, settings.public_tests, shortened)
    told = shortened + without_special_tokens(shown, tokenizer)
    begun = shorten(
        without_special_tokens((problem.starter_code or "").rstrip(), tokenizer),
        *(settings.max_statement_tokens, tokenizer),
    )
    template = _template(settings.template, problem.answer_language)
    rendered = template.render(statement=told, function=problem.function, starter_code=begun)
    system, user = f"\n{rendered}".split(SEPARATOR, maxsplit=1)
    chat = [{"role": "system", "content": system.strip()}] if system.strip() else []
    return [*chat, {"role": "user", "content": user.strip()}]


def render(chat: list[dict[str, str]], tokenizer: Any) -> str:
    """Return `chat` as one text that ends where the model's answer starts.

    A template that tells the date, as Llama 3's does, tells the same one every day.

    Raises:
        SettingsError: the model's own template takes no such chat; Gemma's takes no system part.
    """
    template = TODAY.sub(
        lambda asked: repr(DATE.strftime(asked["form"])), tokenizer.get_chat_template()
    )
    try:
        return tokenizer.apply_chat_template(
            chat, chat_template=template, tokenize=False, add_generation_prompt=True
        )
    except TemplateError as error:
        said = " and ".join(part["role"] for part in chat)
        raise SettingsError(
            f"the model's chat template refuses a chat of {said}: {error}; take another "
            "prompt.template (plain has no system part)"
        ) from error


def shorten(statement: str, limit: int, tokenizer: Any) -> str:
    """Return `statement` in at most `limit` tokens, its middle replaced by a visible marker."""
    encoded = tokenizer(statement, add_special_tokens=False, return_offsets_mapping=True)
    spans = encoded["offset_mapping"]
    if len(spans) <= limit:
        return statement
    kept = limit - _count(CUT, tokenizer)
    while kept > 0:
        head, tail = kept - kept // 2, kept // 2
        start = spans[-tail][0] if tail else len(statement)
        cut = statement[: spans[head - 1][1]] + CUT + statement[start:]
        if _count(cut, tokenizer) <= limit:  # tokens may split anew at the seams
            return cut
        kept -= 1
    return CUT


def _count(text: str, tokenizer: Any) -> int:
    return len(tokenizer.encode(text, add_special_tokens=False))


@cache
def _template(name: str, language: str) -> Template:
    suffix = ".python.txt" if language == "python" else ".txt"
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=False
    )
    try:
        return environment.get_template(f"{name}{suffix}")
    except TemplateNotFound as error:
        files = sorted(path.name for path in TEMPLATES.glob(f"*{suffix}"))
        names = [file.removesuffix(suffix) for file in files]
        there = ", ".join(one for one in names if "." not in one)
        raise SettingsError(
            f"prompt.template {name!r}: no file {name}{suffix} in tinylora/policy/templates; take "
            f"{there}"
        ) from error


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


SHOWABLE = (Origin.PUBLIC, Origin.STATEMENT)
TEXT_CHARACTERS = 400
"""Of an input, and of an output; longer ones lose their middle."""
CUT = "\n[...]\n"
"""Stands where a middle was."""


def shown_tests(test_cases: Sequence[TestCase], most: int, statement: str) -> str:
    """Return the first `most` public test cases as text to follow `statement`; "" where none are.

    One whose input and output both stand in `statement`, as whole lines, is not shown again.
    """
    public = [case for case in test_cases if case.origin in SHOWABLE][:most]
    lines = _lines(statement)
    new = [
        case
        for case in public
        if _lines(case.input) not in lines or _lines(case.output) not in lines
    ]
    return "".join(_example(number, case) for number, case in enumerate(new, start=1))


def _example(number: int, case: TestCase) -> str:
    shown = (("input", case.input), ("output", case.output))
    parts = [f"Example {number}, {name}:\n```\n{_shortened(text)}\n```" for name, text in shown]
    return "".join(f"\n\n{part}" for part in parts)


def _shortened(text: str) -> str:
    text = text.strip("\n")
    if len(text) <= TEXT_CHARACTERS:
        return text
    kept = (TEXT_CHARACTERS - len(CUT)) // 2
    return text[:kept] + CUT + text[-kept:]


def _lines(text: str) -> str:
    """Return the lines of `text` without the space around them and the empty ones among them."""
    stripped = [line.strip() for line in text.splitlines()]
    return "\n".join(["", *(line for line in stripped if line), ""])
