"""Write an evaluation's completions as the JSON Lines that an import reads."""

import json
from pathlib import Path

from tinylora.errors import SourceMissing
from tinylora.stages.text_file import write_text
from tinylora.warehouse import Warehouse


def export_completions(evaluation_id: str, path: Path, warehouse: Warehouse) -> int:
    """Write the completions of a finished evaluation, by problem and sample; return how many.

    Raises:
        SourceMissing: the file is there already, or its folder is not.
    """
    if path.exists() or not path.absolute().parent.is_dir():
        raise SourceMissing(f"{path}: name a file that is not there yet, in a folder that is")
    rows = warehouse.rows("select_exported_completions", evaluation_id=evaluation_id)
    known = ({name: value for name, value in row.items() if value is not None} for row in rows)
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in known))
    return len(rows)
