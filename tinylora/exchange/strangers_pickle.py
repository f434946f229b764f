"""A small file of torch.save's, by anybody: nothing in it runs, and nothing in it fills the memory.

torch's `weights_only` sees to the first alone: it calls all that torch trusts, bytearray(2**30)
among it, and it inflates what is compressed, which torch.save never does. So torch gets no more
than this has looked through.
"""

import io
import pickletools
import zipfile
from pathlib import Path
from typing import Any

import torch

MOST_BYTES = 1 << 20
"""Of a file: thirty times what a v of 4096 numbers in float64 takes."""
ZIP = b"PK\x03\x04"
LEGACY_PICKLES = 5
"""At the start of a file that is no zip, which older torch wrote; the fourth is what was saved."""
NAMED = {
    "collections OrderedDict",
    "torch._utils _rebuild_tensor_v2",
    "torch._utils _rebuild_parameter",
    *(f"torch {kind}Storage" for kind in ("BFloat16", "Half", "Float", "Double")),
}
"""What a pickle of plain tensors, numbers and text names; of these none takes memory as told."""


def load(path: Path) -> Any:
    """Return what torch.save put into `path`, which is not above MOST_BYTES long.

    Raises:
        Exception: of many classes, where it is damaged or holds more than plain tensors of floats,
            numbers and text.
    """
    content = path.read_bytes()
    if content.startswith(ZIP):
        content = _rebuilt(content)
    else:
        stream = io.BytesIO(content)
        for _ in range(LEGACY_PICKLES):
            _check_names(stream)
    return torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)


def _rebuilt(content: bytes) -> bytes:
    """Return a zip of the same members: torch's reader may find others in the same bytes.

    Raises:
        ValueError: a member is compressed or long, or a pickle names something else.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as plain:
        members = given.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES or any(
            member.compress_type != zipfile.ZIP_STORED for member in members
        ):
            raise ValueError("a member is compressed, or all are longer than the file")
        for member in members:
            held = given.read(member)
            if member.filename.lower().endswith(".pkl"):  # torch's reader knows no capitals
                _check_names(io.BytesIO(held))
            plain.writestr(member.filename, held)
    return out.getvalue()


def _check_names(stream: io.BytesIO) -> None:
    """Read one pickle without doing what it says.

    Raises:
        ValueError: it names what no pickle of plain tensors does, or is damaged.
    """
    for step, named, _ in pickletools.genops(stream):
        if step.name == "GLOBAL" and named not in NAMED:  # torch knows no other step that names
            raise ValueError(f"{named} is named")
