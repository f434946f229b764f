"""Whatever is damaged: a row, a reject with a true reason, or one sentence.

Never a traceback, ten seconds, a gigabyte or the end of the process. A few hundred of each kind
here; `make endurance` reads ten thousand, or TINYLORA_ENDURANCE=N so many. docs/corpus.md says what
was seen, and test_found.py keeps what was found.
"""

import os

import pytest

from tests.endurance.watched import endure

COUNT = int(os.environ.get("TINYLORA_ENDURANCE", "150"))
HOURS = 12
FAMILIES = (
    *("raw_rows", "raw_files_damaged", "packages_damaged"),
    *("json_lines", "settings_files", "adapter_files"),
)


@pytest.mark.timeout(HOURS * 3600 if COUNT > 1000 else 900)
@pytest.mark.parametrize("family", FAMILIES)
def test_bad_input_is_an_answer(tmp_path, family):
    found = endure(family, COUNT, tmp_path)
    for kind, endured in found.items():
        print(f"{kind}: {endured}")
    assert [fault for endured in found.values() for fault in endured.faults] == []
    for kind, endured in found.items():  # else nothing but one refusal was tried
        assert len(endured.outcomes) > 1 or endured.pieces < 5, f"{kind}: {endured}"
