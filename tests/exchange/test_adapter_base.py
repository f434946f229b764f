"""Which base model a file leads to; loading it is tested where `tinylora checkpoint` is."""

import pytest

from tinylora.errors import SettingsError
from tinylora.exchange.adapter_base import BaseChoice

COMMIT = "a" * 40


@pytest.mark.parametrize(
    ("base", "weights", "expected"),
    [
        (
            {"name": "org/model", "revision": COMMIT},
            "nf4",
            ("org/model", COMMIT, "nf4", "bfloat16"),
        ),
        ({"name": "org/model", "revision": COMMIT}, "float16", ("org/model", COMMIT, "none", None)),
        # of what has no commit the revision is a fingerprint, which asks no hub for anything
        ({"name": "models/x", "revision": "f0f0"}, "float32", ("models/x", None, "none", None)),
        (
            {"name": "modelscope:o/m", "revision": "v1"},
            "float32",
            ("modelscope:o/m", "v1", "none", None),
        ),
    ],
)
def test_the_file_decides(base, weights, expected):
    found = BaseChoice().settings(base, weights)
    name, revision, quantization, dtype = expected
    assert (found.name, found.revision, found.quantization) == (name, revision, quantization)
    assert found.dtype == (dtype or weights)


def test_the_caller_decides(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    told = {"name": "org/model", "revision": COMMIT}
    found = BaseChoice("model").settings(told, "nf4")
    assert (found.name, found.revision) == (str(tmp_path / "model"), None)
    found = BaseChoice("org/other", "b" * 40, "float32", "none").settings(told, "nf4")
    assert (found.name, found.revision) == ("org/other", "b" * 40)
    assert (found.dtype, found.quantization) == ("float32", "none")


def test_an_odd_file_is_one_sentence():
    with pytest.raises(SettingsError, match="no base model is loaded with dtype 'int4'"):
        BaseChoice().settings({"name": "m"}, "int4")
