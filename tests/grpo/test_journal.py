from pathlib import Path

import pytest
import torch
from scripted import make_adapted
from test_record import changed

from tinylora.errors import DiskFault
from tinylora.grpo.journal import Journal
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings


@pytest.mark.parametrize(("dtype", "alarmed"), [(torch.float32, True), (torch.bfloat16, False)])
def test_resolution_matters_where_rollouts_merge(tmp_path, caplog, dtype, alarmed):
    settings = Settings.model_validate(
        {
            "corpus": {"sources": [{"dataset": "luogu_dpo", "path": "x"}]},
            "model": {"name": "org/tiny", "revision": "a" * 40, "dtype": "bfloat16"},
            "training": {"steps": 9, "save_every": 9},
        }
    )
    source = ModelSource("org/tiny", "a" * 40, tmp_path, None, "f0f0")
    journal = Journal(tmp_path, "run", settings, source, make_adapted().to(dtype), True)
    journal.step(changed(weight_change=1e-8), {})
    assert ("under the resolution" in caplog.text) == alarmed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_event_that_finds_the_disk_full_names_the_file_and_the_remedy(tmp_path):
    (tmp_path / "events.jsonl").symlink_to("/dev/full")
    source = ModelSource("org/tiny", "a" * 40, tmp_path, None, "f0f0")
    settings = Settings.model_validate(
        {
            "corpus": {"sources": [{"dataset": "luogu_dpo", "path": "x"}]},
            "model": {"name": "org/tiny", "revision": "a" * 40},
        }
    )
    journal = Journal(tmp_path, "run", settings, source, make_adapted(), True)
    with pytest.raises(DiskFault, match=r"events.jsonl could not be written \(No space left"):
        journal.finish(1.0)
