"""`tinylora checkpoint`: an adapter's file shown, verified, exported, imported, averaged.

torch is imported when a command runs, and not before: `tinylora sql` must stay quick.
"""

import logging
import warnings
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tinylora.commands import checkpoint_figure
from tinylora.commands.options import AsJson, misuse_is
from tinylora.display import few, print_answer, say
from tinylora.paths import home

KINDS = {**{"tinylora": "ours", "tiny_lora_v": "an earlier project's", "peft": "PEFT's TinyLoRA"}}
WIDTH = 12
"""Of the names before what `show` prints."""

To = Literal["lora", "merged", "peft", "tiny_lora_v"]
Dtype = Literal["float32", "bfloat16", "float16"]
Quantization = Literal["none", "nf4"]

SHOW = """Show what an adapter's file holds, and whether the weights it modifies can hold it.

FILE is a checkpoint of ours, TinyLoRA-GRPO-Coder's tiny_lora_v.pt, or a folder of PEFT's TinyLoRA.
No model is loaded, unless --measure or an option about the base is given: then every module's
‖ΔW‖/‖W‖ is measured.

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
model with W + ΔW. peft: PEFT's TINYLORA, exact on a float32 base. tiny_lora_v: what
TinyLoRA-GRPO-Coder saves.

Examples:

    tinylora checkpoint export adapter.safetensors out/lora --to lora --rank 8

    tinylora checkpoint export adapter.safetensors out/model --to merged --dtype float32
"""
IMPORT = """Make a checkpoint of PEFT's TinyLoRA, or of a tiny_lora_v.pt, which needs --trust.

Examples:

    tinylora checkpoint import peft-folder adapter.safetensors --base org/model --revision COMMIT

    tinylora checkpoint import tiny_lora_v.pt start.safetensors --base ./model --trust
"""
AVERAGE = """Write a checkpoint whose v is the mean of several steps' of one training.

Examples:

    tinylora checkpoint average step-0000*/adapter.safetensors --out mean.safetensors
"""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""An adapter's file: show, verify, export, import, average.

Examples:

    tinylora checkpoint show adapter.safetensors

    tinylora checkpoint export adapter.safetensors out/lora --to lora
""",
)
File = Annotated[Path, typer.Argument(metavar="FILE", help="An adapter's file, or PEFT's folder.")]
Ours = Annotated[Path, typer.Argument(metavar="FILE", help="A checkpoint of ours.")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="Where to write; not there yet.")]
Base = Annotated[
    str | None,
    typer.Option("--base", "--model", help="Base model: folder, hub id, .gguf. [default: FILE's]"),
]
Revision = Annotated[str | None, typer.Option(help="Commit of a hub model.")]
Weights = Annotated[
    Dtype | None, typer.Option(help="Base's weights, nf4's compute. [default: FILE's]")
]
Packing = Annotated[Quantization | None, typer.Option(help="Of the base. [default: FILE's]")]
Digest = Annotated[
    str | None, typer.Option("--sha256", help="Of a base in parts: model.sha256 of its profile.")
]
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
    sha256: Digest = None,
    trust: Trust = False,
    as_json: AsJson = False,
) -> None:
    """Print what the file holds."""
    _quieten()
    if figure is not None:
        checkpoint_figure.check_name(figure)
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_file import show

    measure = measure or trust or any((figure, base, revision, dtype, quantization, sha256))
    choice = BaseChoice(base, revision, dtype, quantization, sha256=sha256) if measure else None
    said = show(file, choice, home(), trust)
    if figure is not None:
        checkpoint_figure.draw(said, figure)
    print_answer(said, as_json, _show)


@app.command(help=VERIFY)
def verify(
    file: Ours,
    base: Base = None,
    revision: Revision = None,
    dtype: Weights = None,
    quantization: Packing = None,
    sha256: Digest = None,
    as_json: AsJson = False,
) -> None:
    """Print whether the file fits; exit with 1 where it does not, 2 where no one can say."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_file import verify

    with misuse_is():
        said = verify(file, BaseChoice(base, revision, dtype, quantization, sha256=sha256), home())
    print_answer(said, as_json, _show_fit)
    raise typer.Exit(0 if said["fits"] else 1)


@app.command(help=EXPORT)
def export(
    file: Ours,
    out: Out,
    to: Annotated[To, typer.Option(help="What to write.")],
    rank: Annotated[int | None, typer.Option(min=1, help="Of the LoRA, e.g. 8 or 16.")] = None,
    base: Base = None,
    revision: Revision = None,
    dtype: Weights = None,
    quantization: Packing = None,
    sha256: Digest = None,
    trust: Trust = False,
    as_json: AsJson = False,
) -> None:
    """Write the adapter elsewhere."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_travel import export

    choice = BaseChoice(base, revision, dtype, quantization, sha256=sha256)
    said = export(file, to, out, choice, home(), rank, trust)
    print_answer(said, as_json, _show_written)


@app.command("import", help=IMPORT)
def import_(
    file: File,
    out: Out,
    base: Annotated[str, typer.Option("--base", "--model", help="Folder, hub id, or .gguf file.")],
    revision: Revision = None,
    dtype: Annotated[Dtype, typer.Option(help="Of the base's weights.")] = "float32",
    quantization: Annotated[Quantization, typer.Option(help="Of the base.")] = "none",
    sha256: Digest = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Take a tiny_lora_v.pt onto our P.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a checkpoint of another format's file."""
    _quieten()
    from tinylora.exchange.adapter_base import BaseChoice
    from tinylora.exchange.adapter_travel import import_adapter

    choice = BaseChoice(base, revision, dtype, quantization, sha256=sha256)
    settings = choice.settings({}, dtype)
    print_answer(import_adapter(file, out, settings, home(), trust), as_json, _show_written)


@app.command(help=AVERAGE)
def average(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Of one training.")],
    out: Annotated[Path, typer.Option(help="Where to write; not there yet.")],
    as_json: AsJson = False,
) -> None:
    """Write the mean of checkpoints."""
    _quieten()
    from tinylora.adapter.average import average

    print_answer(average(files, out), as_json, _show_written)


def _quieten() -> None:
    """Leave stderr to what a person can act on; before torch's libraries are imported."""
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # of kernels that no one asked for
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    warnings.simplefilter("ignore", FutureWarning)  # of libraries about each other


def _show(said: dict[str, Any]) -> None:
    found, settings = said["description"], dict(said["settings"])
    kind = KINDS[said["kind"]]
    size = f", {said['bytes']:,} bytes" if "bytes" in said else ""
    _line("file", f"{said['file']} ({kind}{size})")
    targets = settings.pop("targets", None)
    _line("settings", _pairs(settings))
    if targets:
        _line("targets", " ".join(targets))
    base = {name: value for name, value in said["base"].items() if value}
    _line("base", _pairs(base | {"weights": said["weights"]}))
    if "run_id" in said:
        _line("run", f"{said['run_id']}, step {said['step']}, code {said['code_version']}")
    numbers, groups = found["trained"], len(found["group_norms"])
    each = "" if groups == 1 else f", {groups} vectors of {numbers // groups}"
    modules = "an unknown number of" if said["modules"] is None else said["modules"]
    _line("trained", f"{numbers:,} numbers{each}, for {modules} modules")
    if found["v"] is not None:
        _line("v", " ".join(few(f"{number:.3g}" for number in found["v"])))
    _line(
        "|v|",
        f"{found['v_norm']:.3g}, largest {found['v_max']:.3g}; {found['v_dtype']}, whose spacing "
        f"there is {found['v_spacing']:.2g}",
    )
    if found["ratio"] is not None:
        _show_ratios(found)
    elif found["expected_ratio"] is not None:
        _line("‖ΔW‖/‖W‖", f"{found['expected_ratio']:.2g} at most, in the mean over P")
    _show_notes(said)
    say(found["conclusion"])


def _show_ratios(found: dict[str, Any]) -> None:
    modules = sorted(found["modules"], key=lambda module: -module["ratio"])
    _line(
        "‖ΔW‖/‖W‖",
        f"{found['ratio']:.3g} overall; by module from {modules[-1]['ratio']:.2g} to "
        f"{modules[0]['ratio']:.2g}; under bf16's resolution: {found['share_under_bf16']:.0%}",
    )
    for line in few(f"{module['ratio']:.3g}  {module['name']}" for module in modules):
        _line("", line)


def _show_fit(said: dict[str, Any]) -> None:
    base = f"{said['base']['name']} ({said['base']['fingerprint']})"
    if said["fits"]:
        say(f"{said['file']} fits {base}: {said['modules']} modules")
        return
    say(f"{said['file']} does not fit {base}:")
    for difference in said["differences"]:
        say(f"  {difference}")


def _show_written(said: dict[str, Any]) -> None:
    _line("wrote", said["out"])
    if "trained_numbers" in said:
        _line("trained", f"{said['trained_numbers']} numbers")
    _show_notes(said)


def _show_notes(said: dict[str, Any]) -> None:
    for note in said["notes"]:
        _line("note", note)


def _line(name: str, text: str) -> None:
    say(f"{name:<{WIDTH}}{text}")


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{name} {' '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in values.items()
        if value is not None
    )
