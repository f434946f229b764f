"""`tinylora checkpoint`: an adapter's file shown, verified, exported, imported.

torch is imported when a command runs, and not before: `tinylora sql` must stay quick.
"""

import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tinylora.commands import checkpoint_display as display
from tinylora.commands import checkpoint_figure
from tinylora.errors import TinyLoRAError
from tinylora.paths import home


class To(StrEnum):
    """What an adapter is exported as."""

    LORA = "lora"
    MERGED = "merged"
    PEFT = "peft"
    SEEDS = "seeds"


class Dtype(StrEnum):
    """Of the base model's weights."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    FLOAT16 = "float16"


class Quantization(StrEnum):
    """Of the base model."""

    NONE = "none"
    NF4 = "nf4"


SHOW = """Show what an adapter's file holds, and whether the weights it modifies can hold it.

FILE is a checkpoint of ours, the seeds' tiny_lora_v.pt, or a folder of PEFT's TinyLoRA. No model is
loaded, unless --measure or an option about the base is given: then every module's ‖ΔW‖/‖W‖ is
measured.

Examples:

    tinylora checkpoint show adapter.safetensors

    tinylora checkpoint show tiny_lora_v.pt --json

    tinylora checkpoint show adapter.safetensors --measure --figure change.png
"""
VERIFY = """Load the base model and say whether the checkpoint fits it.

The exit status is 1 if it does not, 2 if that could not be checked.

Examples:

    tinylora checkpoint verify adapter.safetensors

    tinylora checkpoint verify adapter.safetensors --base ./models/smollm2 --json
"""
EXPORT = """Write a checkpoint as something else.

lora: PEFT's LoRA, exact; --rank 8 pads it with zeros for servers that want that. merged: the whole
model with W + ΔW. peft: PEFT's TINYLORA, exact on a float32 base. seeds: a tiny_lora_v.pt.

Examples:

    tinylora checkpoint export adapter.safetensors out/lora --to lora --rank 8

    tinylora checkpoint export adapter.safetensors out/model --to merged --dtype float32
"""
IMPORT = """Make a checkpoint of PEFT's TinyLoRA, or of the seeds' v (that one only with --trust).

Examples:

    tinylora checkpoint import peft-folder adapter.safetensors --base org/model --revision COMMIT

    tinylora checkpoint import tiny_lora_v.pt start.safetensors --base ./model --trust
"""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="An adapter's file: show, verify, export, import.",
)
File = Annotated[Path, typer.Argument(metavar="FILE", help="An adapter's file, or PEFT's folder.")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="Where to write; not there yet.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Base = Annotated[
    str | None,
    typer.Option("--base", "--model", help="Base model: folder, hub id, .gguf. [default: FILE's]"),
]
Revision = Annotated[str | None, typer.Option(help="Commit of a hub model.")]
Weights = Annotated[
    Dtype | None, typer.Option(help="Base's weights, nf4's compute. [default: FILE's]")
]
Packing = Annotated[Quantization | None, typer.Option(help="Of the base. [default: FILE's]")]
Figure = Annotated[
    Path | None, typer.Option(help="Measure, and draw ‖ΔW‖/‖W‖ by layer: .png, .svg or .pdf.")
]
Trust = Annotated[bool, typer.Option("--trust", help="Go on where FILE does not fit the base.")]


@app.command(help=SHOW)
def show(
    file: File,
    measure: Annotated[bool, typer.Option("--measure", help="Load the base, too.")] = False,
    figure: Figure = None,
    base: Base = None,
    revision: Revision = None,
    dtype: Weights = None,
    quantization: Packing = None,
    trust: Trust = False,
    as_json: AsJson = False,
) -> None:
    """Print what the file holds."""
    _quieten()
    if figure is not None:
        checkpoint_figure.check_name(figure)
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_file import show

    measure = measure or trust or any((figure, base, revision, dtype, quantization))
    choice = BaseChoice(base, revision, dtype, quantization) if measure else None
    said = show(file, choice, home(), trust)
    if figure is not None:
        checkpoint_figure.draw(said, figure)
    _print(said, as_json, display.shown)


@app.command(help=VERIFY)
def verify(
    file: File,
    base: Base = None,
    revision: Revision = None,
    dtype: Weights = None,
    quantization: Packing = None,
    as_json: AsJson = False,
) -> None:
    """Print whether the file fits; exit with 1 where it does not, 2 where no one can say."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_file import verify

    try:
        said = verify(file, BaseChoice(base, revision, dtype, quantization), home())
    except TinyLoRAError as error:
        print(f"tinylora: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    _print(said, as_json, display.verified)
    raise typer.Exit(0 if said["fits"] else 1)


@app.command(help=EXPORT)
def export(
    file: File,
    out: Out,
    to: Annotated[To, typer.Option(help="What to write.")],
    rank: Annotated[int | None, typer.Option(min=1, help="Of the LoRA, e.g. 8 or 16.")] = None,
    base: Base = None,
    revision: Revision = None,
    dtype: Weights = None,
    quantization: Packing = None,
    trust: Trust = False,
    as_json: AsJson = False,
) -> None:
    """Write the adapter elsewhere."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_travel import export

    choice = BaseChoice(base, revision, dtype, quantization)
    said = export(file, to.value, out, choice, home(), rank, trust)
    _print(said, as_json, display.written)


@app.command("import", help=IMPORT)
def import_(
    file: File,
    out: Out,
    base: Annotated[str, typer.Option("--base", "--model", help="Folder, hub id, or .gguf file.")],
    revision: Revision = None,
    dtype: Annotated[Dtype, typer.Option(help="Of the base's weights.")] = Dtype.FLOAT32,
    quantization: Annotated[Quantization, typer.Option(help="Of the base.")] = Quantization.NONE,
    trust: Annotated[bool, typer.Option("--trust", help="Take the seeds' v onto our P.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a checkpoint of another format's file."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_travel import import_adapter

    settings = BaseChoice(base, revision, dtype, quantization).settings({}, dtype.value)
    _print(import_adapter(file, out, settings, home(), trust), as_json, display.written)


def _quieten() -> None:
    """Leave stderr to what a person can act on; before torch's libraries are imported."""
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # of kernels that no one asked for
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    warnings.simplefilter("ignore", FutureWarning)  # of libraries about each other


def _print(
    said: dict[str, Any], as_json: bool, lines: Callable[[dict[str, Any]], Iterator[str]]
) -> None:
    text = json.dumps(said, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(said))
    print(text.encode("utf-8", "backslashreplace").decode())  # half a surrogate pair has no UTF-8
