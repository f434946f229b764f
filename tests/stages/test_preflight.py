"""What is missing is said in one sentence each, before anything long begins."""

import sys

import pytest
from pydantic import ValidationError

from tinylora.cluster.settings import ExecutionSettings
from tinylora.stages import preflight
from tinylora.stages.preflight import faults


def test_nothing_is_missing_here(settings, home):
    assert faults(settings, home) == []


def test_no_compiler(settings, home, monkeypatch):
    monkeypatch.setenv("PATH", "")
    (sentence,) = faults(settings, home)
    assert "g++ is not installed" in sentence
    assert "apt install g++" in sentence


def test_a_full_disk(settings, home, monkeypatch):
    monkeypatch.setattr(preflight, "MIN_FREE_GB", 1e9)
    (sentence,) = faults(settings, home)
    assert "GB free" in sentence
    assert "TINYLORA_HOME" in sentence


def test_no_model(settings, home, no_model):
    changed = settings.model_copy(update={"model": no_model})
    (sentence,) = faults(changed, home)
    assert "no_such_package" in sentence
    assert "pip install" in sentence


def test_no_ray(settings, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)  # so that importing it fails
    there = ExecutionSettings(engine="ray", address="127.0.0.1:9")
    (sentence,) = faults(settings.model_copy(update={"execution": there}), home)
    assert "execution.engine is ray, and ray cannot be imported" in sentence


def test_nodes_that_sample_need_a_cluster():
    with pytest.raises(ValidationError, match=r"nodes and execution\.engine is local"):
        ExecutionSettings(sampling="nodes")
