"""What `tinylora checkpoint` found, as lines for people."""

from collections.abc import Iterator
from typing import Any

from tinylora.display import harmless

SHOWN = 8
"""Numbers of v, and modules, on the screen; --json has all."""
WIDTH = 12


def shown(said: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `show`."""
    found = said["description"]
    yield _line("file", f"{said['file']} ({_size(said)})")
    targets = said["settings"].pop("targets", None)
    yield _line("settings", _pairs(said["settings"]))
    if targets:
        yield _line("targets", " ".join(targets))
    base = {name: value for name, value in said["base"].items() if value}
    yield _line("base", _pairs(base | {"weights": said["weights"]}))
    if "run_id" in said:
        yield _line("run", f"{said['run_id']}, step {said['step']}, code {said['code_version']}")
    yield _line("trained", _counts(said))
    yield _line("v", _few(f"{number:.3g}" for number in found["v"]))
    yield _line(
        "|v|",
        f"{found['v_norm']:.3g}, largest {found['v_max']:.3g}; {found['v_dtype']}, whose spacing "
        f"there is {found['v_spacing']:.2g}",
    )
    if found["ratio"] is not None:
        yield from _measured(found)
    elif found["expected_ratio"] is not None:
        yield _line("‖ΔW‖/‖W‖", f"{found['expected_ratio']:.2g} at most, in the mean over P")
    yield from _notes(said)
    yield found["conclusion"]


def verified(said: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `verify`."""
    base = f"{harmless(said['base']['name'])} ({said['base']['fingerprint']})"
    if said["fits"]:
        yield f"{said['file']} fits {base}: {said['modules']} modules"
        return
    yield f"{said['file']} does not fit {base}:"
    for difference in said["differences"]:
        yield f"  {harmless(difference)}"


def written(said: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `export` and `import`."""
    yield _line("wrote", said["out"])
    if "trained_numbers" in said:
        yield _line("trained", f"{said['trained_numbers']} numbers")
    yield from _notes(said)


def _measured(found: dict[str, Any]) -> Iterator[str]:
    modules = sorted(found["modules"], key=lambda module: -module["ratio"])
    yield _line(
        "‖ΔW‖/‖W‖",
        f"{found['ratio']:.3g} overall; by module from {modules[-1]['ratio']:.2g} to "
        f"{modules[0]['ratio']:.2g}; under bf16's resolution: {found['share_under_bf16']:.0%}",
    )
    for module in modules[:SHOWN]:
        yield _line("", f"{module['ratio']:.3g}  {harmless(module['name'])}")
    if len(modules) > SHOWN:
        yield _line("", f"and {len(modules) - SHOWN} more")


def _notes(said: dict[str, Any]) -> Iterator[str]:
    for note in said["notes"]:
        yield _line("note", note)


def _line(name: str, text: str) -> str:
    return f"{name:<{WIDTH}}{harmless(text)}"


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{name} {' '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in values.items()
        if value is not None
    )


def _counts(said: dict[str, Any]) -> str:
    found = said["description"]
    groups = len(found["group_norms"])
    each = "" if groups == 1 else f", {groups} vectors of {len(found['v']) // groups}"
    return f"{len(found['v'])} numbers{each}, for {said['modules']} modules"


def _few(texts: Iterator[str]) -> str:
    every = list(texts)
    more = f" … and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return " ".join(every[:SHOWN]) + more


def _size(said: dict[str, Any]) -> str:
    kind = {"tinylora": "ours", "seeds": "the seeds'", "peft": "PEFT's TinyLoRA"}[said["kind"]]
    return f"{kind}, {said['bytes']:,} bytes" if "bytes" in said else kind
