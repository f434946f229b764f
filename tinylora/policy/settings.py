"""The base model, how it is asked, and how its completions are sampled."""

from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from tinylora.entry_points import DEFAULT_ENGINE, ENGINES
from tinylora.loopback import is_loopback
from tinylora.section import Section


class ModelSettings(Section):
    """The base model."""

    name: str
    """Hub id (org/name), modelscope:org/name, a local folder, a .gguf file, or
    package:MODULE/FILE.gguf for a model inside an installed Python package. A GGUF file that
    packages carry in parts is package:MODULE/PART+MODULE/PART+..., and needs `sha256`."""
    revision: str | None = None
    """Commit of a hub model. Required for hub ids: a checkpoint is tied to exact weights."""
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    """Of the GGUF file, or of a local folder's safetensors one after another in the order of their
    names. Other bytes are refused. None: any."""
    origin: str | None = Field(None, max_length=300)
    """Whose weights these are and under which licence, in a sentence that every run says. Changes
    no result, and no identity."""
    quantization: Literal["none", "nf4"] = "none"
    """nf4: bitsandbytes 4-bit with double quantisation, about a quarter of the memory."""
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"
    """Of the weights; of the compute, and of what is not packed, when quantised. v itself is always
    float32. float16 trains on an nf4 base alone, with a scaled loss: it is for GPUs without
    bfloat16 (before Ampere), and a gradient or activation beyond 65,504 ends the training."""
    matmul_precision: Literal["highest", "high", "medium"] = "highest"
    """How exactly products of float32 matrices are taken: torch.set_float32_matmul_precision.
    medium rounds their entries (not their sums) to bfloat16: 2 to 3 times as fast on a processor
    that multiplies bfloat16 (AMX, AVX512_BF16), nothing on others. high is TF32, on GPUs."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """auto: the GPU when there is one."""
    device_map: Literal["auto", "balanced", "balanced_low_0", "sequential"] | None = None
    """Spread the layers over all GPUs there are, where one does not hold the model: transformers'
    device_map. auto and balanced: as evenly as they fit; balanced_low_0: the first GPU least;
    sequential: each is filled in turn. The GPUs work one after another, so it is slower than one
    that suffices. What does not fit is refused. Takes generation.engine transformers and one
    process. Changes no identity. None: one device."""

    @model_validator(mode="after")
    def _map_has_gpus(self) -> Self:
        if self.device_map is not None and self.device == "cpu":
            raise ValueError(
                f"device_map {self.device_map} spreads a model over GPUs and device is cpu: take "
                "device auto, or leave device_map out"
            )
        return self


class PromptSettings(Section):
    """How a problem becomes a prompt, and which part of the completion is the answer."""

    template: str = "plain"
    """A file in tinylora/policy/templates, without its suffix. What is asked in Python takes
    NAME.python.txt."""
    language: Literal["c++", "python"] = "c++"
    """What is asked for where a problem leaves it open: what reads standard input. Problems that
    are a function are asked in Python alone, and left out with c++; those of mathematics are asked
    as ever."""
    max_statement_tokens: int = Field(1024, ge=16)
    """Longer statements are cut in the middle; the chat header never is."""
    code_block: Literal["last", "first"] = "last"
    """Which complete block is judged where there are several. last: models draft and then
    correct themselves. first: what the earlier projects read."""
    public_tests: int = Field(0, ge=0, le=16)
    """How many of a problem's public test cases stand after its statement, those aside that are in
    it already; private and generated ones never do. Each adds up to 800 characters. Where a problem
    has no other tests, a program may print what it was shown."""

    def that_count(self) -> dict[str, Any]:
        """Return, as JSON, what makes a prompt; C++, which it always was, goes without saying."""
        said = self.language != "c++"
        return self.model_dump(mode="json", exclude=None if said else {"language"})


class GenerationSettings(Section):
    """How completions are sampled."""

    max_new_tokens: int = Field(512, ge=1)
    """Tokens per completion. Truncated completions usually hold no complete program."""
    temperature: float = Field(0.7, ge=0)
    """0 is greedy."""
    top_p: float = Field(1.0, gt=0, le=1)
    """Nucleus: share of probability mass kept."""
    batch_size: int = Field(32, ge=1)
    """Completions generated side by side: memory against speed."""
    stop_at_fence: bool = True
    """End a completion at the end of its first block that holds a program: a second draft after
    it is never written."""
    engine: str = Field(DEFAULT_ENGINE, json_schema_extra={"enum": [*ENGINES]})
    """Who samples rollouts, validations and evaluations: a name of ENGINES
    (tinylora/entry_points.py). transformers: the model itself. vllm: vLLM, which is handed the
    adapter as a LoRA (docs/training.md). Its kernels round otherwise, so completions by another
    engine are another evaluation."""
    vllm_server: str | None = None
    """Of engine vllm: the address of a running `vllm serve`, for example http://127.0.0.1:8000.
    Loopback alone: prompts, completions and adapters go to no other machine. None: vLLM runs in the
    process that asks it, on its GPU, and sleeps while it is not asked. Changes no identity."""
    vllm_memory_share: float = Field(0.3, gt=0, lt=1)
    """Share of the GPU's memory that vLLM in the same process takes for its weights and key-value
    cache; the model itself is there too. Changes no identity."""

    def that_count(self) -> dict[str, Any]:
        """Return, as JSON, what can move a completion; who samples, where it is another engine."""
        shape_the_wait = {"batch_size", "vllm_server", "vllm_memory_share"}
        unsaid = {"engine"} if self.engine == DEFAULT_ENGINE else set()
        return self.model_dump(mode="json", exclude=shape_the_wait | unsaid)

    @field_validator("engine")
    @classmethod
    def _is_an_engine(cls, name: str) -> str:
        if name not in ENGINES:
            raise ValueError(f"{name!r} is no engine; there are: {', '.join(ENGINES)}")
        return name

    @field_validator("vllm_server")
    @classmethod
    def _is_loopback(cls, address: str | None) -> str | None:
        if address is not None and not _on_loopback(address):
            raise ValueError(
                "not an http:// address with a port on the loopback interface, and there is no "
                "server beyond it; give http://127.0.0.1:8000, or a tunnel's local end"
            )
        return address

    @model_validator(mode="after")
    def _server_is_vllms(self) -> Self:
        if self.vllm_server is not None and self.engine != "vllm":
            raise ValueError(
                f"vllm_server is {self.vllm_server} and engine {self.engine}, which asks no "
                "server; take engine vllm, or leave the address out"
            )
        return self


def _on_loopback(address: str) -> bool:
    try:
        found = urlsplit(address)
        local = is_loopback(found.hostname or "")
        return local and found.scheme == "http" and found.port is not None
    except ValueError:  # no port in it
        return False
