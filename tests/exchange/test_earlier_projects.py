import math
import os
import pickle
import zipfile
from pathlib import Path

import pytest
import torch

from tinylora.adapter.describe import describe_vector
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SettingsError, SourceMissing
from tinylora.exchange.earlier_projects import read_tiny_lora_v, write_tiny_lora_v

RELEASED = Path(__file__).resolve().parents[3] / "shared" / "data" / "tiny_lora_v.pt"
DIAGONAL = AdapterSettings(u=4, projection="diagonal", seed=7)
V = torch.tensor([0.5, -0.25, 0.125, 0.0])


@pytest.fixture
def file(make_model, tmp_path):
    model = attach(make_model(), DIAGONAL)
    set_vector(model, V)
    assert write_tiny_lora_v(model, tmp_path / "tiny_lora_v.pt", "org/tiny") == 0.0
    return tmp_path / "tiny_lora_v.pt"


@pytest.mark.skipif(not RELEASED.is_file(), reason=f"no released checkpoint at {RELEASED}")
def test_the_released_checkpoint():
    found = read_tiny_lora_v(RELEASED)
    assert found.v.shape == (32,) and found.v.dtype == torch.bfloat16
    assert (found.settings.u, found.settings.rank, found.settings.seed) == (32, 2, 20260306)
    assert (found.modules, found.weights) == (252, "nf4")
    assert found.model_id == "qwen/Qwen2.5-Coder-3B-Instruct"
    said = describe_vector(found.v, found.settings, found.weights)
    assert said.v_max == pytest.approx(2.05e-4, rel=1e-3)
    assert said.v_spacing == 2.0**-20  # bfloat16 in [2⁻¹³, 2⁻¹²)
    assert said.expected_ratio == pytest.approx(math.hypot(*said.v) / math.sqrt(2))
    assert said.conclusion == (
        "v moves the leading 2 singular directions of each weight by about 0.04% of themselves and "
        "bfloat16 rounds by 0.2% or more: this adapter is below the resolution of the weights it "
        "modifies."
    )


def test_out_and_in_again(file):
    found = read_tiny_lora_v(file)
    assert torch.equal(found.v, V.to(torch.bfloat16))
    assert found.settings == DIAGONAL
    assert (found.model_id, found.modules, found.weights) == ("org/tiny", 14, "bfloat16")
    held = torch.load(file, weights_only=True)
    assert set(held) == {
        *("global_v", "u_value", "rank", "seed", "model_id"),
        *("total_replaced_layers", "is_quantized"),
    }


def test_a_file_that_does_not_say_whether_its_base_was_quantised(file, tmp_path):
    """LuoguQwen-RL's dict."""
    held = torch.load(file, weights_only=True)
    del held["is_quantized"]
    torch.save(held, tmp_path / "luogu.pt")
    found = read_tiny_lora_v(tmp_path / "luogu.pt")
    assert torch.equal(found.v, V.to(torch.bfloat16)) and found.settings == DIAGONAL
    assert (found.model_id, found.modules, found.weights) == ("org/tiny", 14, "unknown")
    assert found.remarks[1:] == ["the file does not say is_quantized."]
    assert "below the resolution" not in describe_vector(found.v, DIAGONAL, "unknown").conclusion


@pytest.mark.parametrize("kind", [torch.Tensor, torch.nn.Parameter])
@pytest.mark.parametrize("zipped", [True, False])
def test_a_bare_tensor(tmp_path, kind, zipped):
    """What LuoguQwen-RL's older text describes."""
    torch.save(kind(V), tmp_path / "v.pt", _use_new_zipfile_serialization=zipped)
    found = read_tiny_lora_v(tmp_path / "v.pt")
    assert torch.equal(found.v, V) and not found.v.requires_grad
    assert found.settings == AdapterSettings(u=4, rank=2, projection="diagonal", seed=42)
    assert (found.model_id, found.modules, found.weights) == (None, None, "unknown")
    assert found.remarks[1].endswith("is_quantized; rank 2 and seed 42 are assumed.")


@pytest.mark.skipif(not RELEASED.is_file(), reason=f"no released checkpoint at {RELEASED}")
def test_the_released_checkpoint_as_luogus_project_writes_it(tmp_path):
    held = torch.load(RELEASED, weights_only=True, map_location="cpu")
    del held["is_quantized"]
    torch.save(held, tmp_path / "v.pt")
    found, whole = read_tiny_lora_v(tmp_path / "v.pt"), read_tiny_lora_v(RELEASED)
    assert torch.equal(found.v, whole.v)
    assert (found.settings, found.modules) == (whole.settings, 252)


def test_what_bfloat16_rounds_off_is_returned(make_model, tmp_path):
    model = attach(make_model(), DIAGONAL)
    set_vector(model, torch.tensor([1.0 + 2**-9, 0.0, 0.0, 0.0]))
    lost = write_tiny_lora_v(model, tmp_path / "v.pt", "m")
    assert lost == pytest.approx(2**-9 / (1 + 2**-9))


@pytest.mark.parametrize(
    "change", [{"tying": "per_kind"}, {"projection": "dense"}, {"factors": "peft"}]
)
def test_what_a_tiny_lora_v_cannot_say_is_refused(make_model, tmp_path, change):
    model = attach(make_model(), AdapterSettings(**{**DIAGONAL.model_dump(), **change}))
    with pytest.raises(SettingsError, match=rf"adapter\.{next(iter(change))} is"):
        write_tiny_lora_v(model, tmp_path / "v.pt", "m")
    assert not list(tmp_path.iterdir())


class Hostile:
    def __init__(self, victim):
        self.victim = str(victim)

    def __reduce__(self):
        return os.mkdir, (self.victim,)


@pytest.mark.parametrize("plain", [True, False])
def test_a_hostile_pickle_is_not_run(tmp_path, plain):
    file, victim = tmp_path / "v.pt", tmp_path / "made"
    if plain:
        file.write_bytes(pickle.dumps(Hostile(victim)))
    else:
        torch.save({"global_v": Hostile(victim)}, file)
    with pytest.raises(CheckpointMismatch, match="none of that was run") as error:
        read_tiny_lora_v(file)
    assert "\n" not in str(error.value)
    assert not victim.exists()
    pickle.loads(pickle.dumps(Hostile(victim)))
    assert victim.exists()  # it would have been


@pytest.mark.parametrize("zipped", [True, False])
def test_what_could_ask_for_memory_is_not_called(tmp_path, zipped):
    """`weights_only` calls bytearray, and a pickle of 30 bytes may ask for any number of them."""
    held = {"global_v": V, "more": bytearray(4)}
    torch.save(held, tmp_path / "v.pt", _use_new_zipfile_serialization=zipped)
    assert torch.load(tmp_path / "v.pt", weights_only=True)["more"] == bytearray(4)
    with pytest.raises(CheckpointMismatch, match="was not read") as error:
        read_tiny_lora_v(tmp_path / "v.pt")
    assert "bytearray" in str(error.value.__cause__)


def test_what_could_unpack_to_much_is_not_unpacked(file, tmp_path):
    with (
        zipfile.ZipFile(file) as given,
        zipfile.ZipFile(tmp_path / "deflated.pt", "w", zipfile.ZIP_DEFLATED) as deflated,
    ):
        for name in given.namelist():
            deflated.writestr(name, given.read(name))
    assert "global_v" in torch.load(tmp_path / "deflated.pt", weights_only=True)
    with pytest.raises(CheckpointMismatch, match="was not read"):
        read_tiny_lora_v(tmp_path / "deflated.pt")
    torch.save({"global_v": V, "more": torch.zeros(2**20)}, tmp_path / "long.pt")
    with pytest.raises(CheckpointMismatch, match=r"is 4\.2 MB, and a tiny_lora_v\.pt is a few KB"):
        read_tiny_lora_v(tmp_path / "long.pt")


def claiming(file, u, v):
    return {**torch.load(file, weights_only=True), "u_value": u, "global_v": v}


def test_what_is_no_such_file(file, tmp_path):
    with pytest.raises(SourceMissing, match="no checkpoint at"):
        read_tiny_lora_v(tmp_path / "absent.pt")
    whole = file.read_bytes()
    for content in (b"", b"text", whole[:100], whole[: len(whole) // 2]):
        (tmp_path / "bad.pt").write_bytes(content)
        with pytest.raises(CheckpointMismatch, match="was not read"):
            read_tiny_lora_v(tmp_path / "bad.pt")
    for held, said in (
        ([1, 2], "it is no tensor and lacks global_v"),
        ({"v": V}, "it is no tensor and lacks global_v"),
        ({**torch.load(file, weights_only=True), "seed": "x"}, "its seed is str, not int"),
        ({**torch.load(file, weights_only=True), "is_quantized": None}, "is NoneType, not bool"),
        (torch.ones(2, 2), r"global_v is \(2, 2\)"),
        (torch.ones(1).expand(10**14), "which no adapter has"),
        (torch.full((4,), math.inf), "not 4 finite numbers"),
        ({**torch.load(file, weights_only=True), "u_value": 5}, r"global_v is \(4,\)"),
        ({**torch.load(file, weights_only=True), "rank": 0}, "rank 0, which no adapter has"),
        # none of these may be visited before it is refused: the first claims 400 TB
        (claiming(file, 10**14, torch.ones(1).expand(10**14)), "which no adapter has"),
        (claiming(file, 4, torch.ones(1).expand(10**14)), r"is \(100000000000000,\) float32"),
        (claiming(file, 4, torch.ones(4).to_sparse()), "was not read"),
        (claiming(file, 4, torch.ones(4).to(torch.float8_e4m3fn)), "was not read"),
        (claiming(file, 4, torch.ones(4, device="meta")), "was not read"),
        (claiming(file, 4, torch.ones(4, dtype=torch.int64)), "was not read"),
        (claiming(file, 4, torch.full((4,), math.nan)), "not 4 finite numbers in memory"),
    ):
        torch.save(held, tmp_path / "odd.pt")
        with pytest.raises(CheckpointMismatch, match=said):
            read_tiny_lora_v(tmp_path / "odd.pt")
