"""A finished training whose checkpoint is gone, or is not what it was, is done once more."""

from datetime import UTC, datetime

import pytest

from tests.warehouses import new_warehouse
from tinylora.identity import sha256_file
from tinylora.stages.training.train import _is_done

RUN = {
    **{"run_id": "r", "settings": {}, "base_model": "m", "base_revision": "1", "adapter": {}},
    **{"base_fingerprint": "f", "corpus_fingerprint": "c", "code_version": "1"},
    **{"status": "finished", "started_at": datetime(2026, 1, 1, tzinfo=UTC), "flow_run_id": None},
}


@pytest.fixture
def finished(tmp_path):
    """Return a warehouse with a finished run, and the file of its checkpoint."""
    warehouse = new_warehouse(tmp_path / "warehouse.duckdb")
    path = tmp_path / "jobs" / "r" / "checkpoints" / "adapter.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"sixteen numbers")
    (tmp_path / "jobs" / "r" / "events.jsonl").write_text('{"event": "finish"}\n')
    checkpoint = {
        **{"checkpoint_id": "c", "run_id": "r", "step": 8, "sha256": sha256_file(path)},
        **{"path": path.relative_to(tmp_path).as_posix(), "v": [0.0], "base_fingerprint": "f"},
        "validation_score": None,
    }
    with warehouse.writing() as transaction:
        transaction.insert("training_runs", [RUN], on_conflict="ignore")
        transaction.insert("checkpoints", [checkpoint])
    return warehouse, path


def is_done(warehouse, path):
    folder = path.parents[1]
    return _is_done(warehouse, folder.parents[1], "r", folder)


def test_a_whole_checkpoint_is_reused(finished):
    assert is_done(*finished)


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"?")])
def test_a_lost_or_damaged_one_is_made_again(finished, harm, caplog):
    warehouse, path = finished
    harm(path)
    assert not is_done(warehouse, path)
    assert f"{path} is lost or damaged" in caplog.text
    assert not (path.parents[1] / "events.jsonl").exists() and not path.exists()
    assert not is_done(warehouse, path)  # killed before it is made again, it is not finished


def test_one_that_was_made_again_with_other_bits_is_the_one_that_counts(finished):
    """Another thread count, GPU or torch may give another file of the same step."""
    warehouse, path = finished
    (row,) = warehouse.select("from checkpoints").to_pylist()
    path.write_bytes(b"sixteen others")
    for sha256 in (row["sha256"], sha256_file(path)):  # a run that goes on tells both once more
        with warehouse.writing() as transaction:
            told = {"checkpoint_id": sha256, "sha256": sha256}
            transaction.insert("checkpoints", [row | told])
    assert is_done(warehouse, path)
    (newest,) = warehouse.rows("select_latest_checkpoint", base_fingerprint="f")
    assert newest["sha256"] == sha256_file(path)
