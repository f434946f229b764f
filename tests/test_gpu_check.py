"""The check of a GPU, on a tiny shape and on whatever there is here."""

import re
from importlib.util import find_spec

import pytest
import torch

from benchmarks import gpu_check
from tinylora.grpo import trainer


@pytest.mark.skipif(find_spec("vllm") is not None, reason="vLLM wants minutes to start")
def test_everything_but_cuda_runs_on_a_tiny_shape(capsys):
    gpu_check.main(["--small"])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert re.fullmatch(r"\| .*hidden 64, 2 layers \| bfloat16 \| nf4 \|", lines[0])
    cells = {line.split(" | ")[0].strip("| "): line.strip("| ").split(" | ")[1:] for line in lines}
    for name, _ in gpu_check.ROWS:
        assert len(cells[name]) == 2, name
    assert cells["vLLM, tokens/s"] == ["not installed"] * 2
    assert all(float(one) > 0 for one in cells["transformers, tokens/s"])
    mean = [float(one) for one in cells["sampler against trainer, mean, nats"]]
    assert all(0 <= one < 0.1 for one in mean)  # of a band of 1
    assert cells["tokens outside the band"] == ["0.00% of ±1"] * 2


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_one_sentence_says_so():
    with pytest.raises(SystemExit, match="torch sees no CUDA device here, so nothing was measured"):
        gpu_check.main([])


@pytest.mark.skipif(find_spec("vllm") is not None, reason="vLLM wants minutes to start")
def test_a_step_outside_the_band_is_said_and_the_rest_is_shown(capsys, monkeypatch):
    monkeypatch.setattr(trainer, "band_of", lambda *_: 1e-12)
    gpu_check.main(["--small"])
    said = capsys.readouterr().out
    assert said.count("| outside the band") == 4 and "load, s" in said
