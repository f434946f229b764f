"""What every page shares: templates, the style sheet, and text that stays text."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tinylora.evaluation.reports.report_data import show_seconds
from tinylora.evaluation.statistics.comparison import count, evidence, p_alone
from tinylora.evaluation.statistics.endings import STATES
from tinylora.evaluation.statistics.metrics import (
    COMPILE_RATE,
    FURTHER,
    MEAN_SCORE,
    METRICS,
    PASS_AT_1,
    REGISTRY,
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The content policy of every page: its own style sheet and drawings, and no script, no image, no
font and no address of anybody's, whatever a completion or a problem smuggled past the escaping."""
CONTROL = {code: "\ufffd" for code in range(32) if chr(code) not in "\n\t"}
"""Control characters a browser or an editor would act on are shown, not obeyed; so are these."""
CONTROL |= {code: "\ufffd" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x7F)}


@cache
def environment() -> Environment:
    """Return the templates' environment: HTML is escaped, a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"clean": _clean, "seconds": show_seconds, "cell": _cell, "p_alone": p_alone}
    made.globals |= {"evidence": evidence, "count": count, "tied": _tied, "sentence": sentence}
    made.globals |= {"POLICY": POLICY, "MEAN_SCORE": MEAN_SCORE}
    made.globals |= {"PASS_AT_1": PASS_AT_1, "COMPILE_RATE": COMPILE_RATE}
    made.globals |= {"METRICS": METRICS, "FURTHER": FURTHER, "REGISTRY": REGISTRY, "STATES": STATES}
    return made


def sentence(words: str) -> str:
    """Return words with a capital letter, "pass@1" aside."""
    return words if words.startswith(PASS_AT_1.name) else words[0].upper() + words[1:]


def _tied(text: str) -> str:
    """Return `text` with "p = 0.03" on one line."""
    return re.sub(r"p ([=<]) ", "p\u00a0\\1\u00a0", text)


def _clean(text: str, limit: int = 4_000) -> str:
    """Return at most `limit` characters, with those that would be obeyed made visible."""
    shown = text.encode("utf-8", "replace").decode().translate(CONTROL)
    return shown if len(shown) <= limit else f"{shown[:limit]}\n… {len(shown) - limit:,} more"


def _cell(text: str) -> Markup:
    """Return text for one cell of a Markdown table: no markup of either kind survives."""
    plain = " ".join(_clean(text).split())
    return escape(re.sub(r"([\\`*_\[\]|~!#])", r"\\\1", plain))
