"""Rows of 8.7 MB, a shard's in one page: the ingest stays under 1 GB of memory, rows stay whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.lcbv5_shaped import INPUT_CHARACTERS, TESTS, rows_of

CHECKOUT = Path(__file__).resolve().parents[2]
GIGABYTES = 1.0
INGEST = """
import json, sys
from pathlib import Path
from tinylora.memory import peak_rss_mb
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.stages.corpus.ingest import ingest
from tinylora.warehouse import Warehouse
source = SourceSettings(dataset="deepcoder", config="lcbv5", split="train", path=sys.argv[1])
warehouse = Warehouse(Path(sys.argv[2]) / "warehouse.duckdb")
warehouse.migrate()
load = ingest(source, CorpusSettings(sources=(source,)), warehouse, Path(sys.argv[2]))
sizes = "select count(*) as cases, min(length(input)) as shortest, max(bytes) as longest"
stored = warehouse.select(sizes + " from test_cases").to_pylist()[0]
kept = warehouse.select("select peak_rss_mb as kept_mb from dataset_loads").to_pylist()[0]
print(json.dumps({"peak_mb": peak_rss_mb(), "kept": load.rows_kept, **stored, **kept}))
"""


def child(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_a_gigabyte_of_long_rows_passes_through_less(tmp_path):
    child("-m", "benchmarks.lcbv5_shaped", str(tmp_path), "--gb", str(GIGABYTES))
    found = json.loads(child("-c", INGEST, str(tmp_path), str(tmp_path / "home")))
    rows = rows_of(GIGABYTES)
    assert (found["kept"], found["cases"]) == (rows, rows * TESTS)
    assert found["shortest"] == INPUT_CHARACTERS  # whole
    assert found["longest"] > INPUT_CHARACTERS
    assert found["kept_mb"] <= found["peak_mb"] < 1000
