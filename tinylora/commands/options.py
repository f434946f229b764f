"""Options that several commands share, so that they read alike."""

from typing import Annotated

import typer

Anyway = Annotated[
    bool, typer.Option("--anyway", help="Compare although more than the policy differs.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Confidence = Annotated[float, typer.Option(min=0.5, max=0.9999, help="Of intervals.")]
