"""Every knob. Frozen, no unknown keys: nonsense dies when a run is asked for, not an hour into it.

Under each field stand its unit and what happens when it moves. `prefect.yaml` holds the profiles; a
single knob is changed with an override such as {"training.steps": 20} (see `Settings.override`).
"""

from datetime import date
from ipaddress import ip_address
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from tinylora.errors import SettingsError

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Section(BaseModel):
    """A frozen group of knobs that refuses names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceSettings(Section):
    """One split of one dataset, from local raw files or from the hub at a pinned revision."""

    dataset: str
    """Which reader: a name in tinylora/corpus/readers.py, the one registry of datasets."""
    config: str = "default"
    """The dataset's own configuration name (deepcoder: primeintellect, taco, lcbv5, codeforces)."""
    split: Literal["train", "valid", "test"] = "train"
    """train problems are trained on, test ones are held out, valid ones are for choosing."""
    path: str | None = None
    """Folder laid out as the hub's repository; relative to the checkout. None: fetch from the
    hub."""
    repo: str | None = None
    """Hub dataset id, for example deepmind/code_contests."""
    revision: str | None = Field(None, pattern=r"^[0-9a-f]{40}$")
    """Commit of the hub repository. Required with `repo`: an unpinned dataset is not a corpus."""
    contests_from: date | None = None
    """Keep problems of contests on this day or later; those without a date are kept."""
    contests_before: date | None = None
    """Keep problems of contests before this day. On a training source, the first day of the
    held-out ones keeps their time out of training."""

    @field_validator("dataset")
    @classmethod
    def _has_a_reader(cls, dataset: str) -> str:
        from tinylora.corpus.readers import READERS  # here: readers are typed by these settings

        if dataset not in READERS:
            raise ValueError(f"{dataset!r} has no reader; there are: {', '.join(READERS)}")
        return dataset

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.path is None) == (self.repo is None):
            raise ValueError(
                f"{self.dataset}: give either path (local files) or repo (hub), not both"
            )
        if self.repo is not None and self.revision is None:
            raise ValueError(
                f"{self.dataset}: repo {self.repo} needs a pinned revision (40 hex digits)"
            )
        return self

    @model_validator(mode="after")
    def _window_is_open(self) -> Self:
        if (
            self.contests_from is not None
            and self.contests_before is not None
            and self.contests_from >= self.contests_before
        ):
            raise ValueError(
                f"{self.dataset}: contests_from {self.contests_from} is not before "
                f"contests_before {self.contests_before}: no contest is left"
            )
        return self


class TrustSettings(Section):
    """How far a source's own C++ solutions are run to find tests that cannot be trusted."""

    solutions_kept: int = Field(2, ge=0, le=100)
    """Right ones of each problem, and as many wrong ones. Two wrong ones that pass show tests to be
    too weak; one shows nothing. 0: solutions, most of a source's bytes, are not even decoded."""
    max_problems: int | None = Field(None, ge=0)
    """Replayed per run. None: as many as the budget allows."""
    budget_s: float = Field(300.0, ge=0)
    """Seconds per run after which no further problem is begun; the next run goes on with the
    rest."""
    max_cases: int | None = Field(None, ge=1)
    """Test cases run per solution, spread over origins. None: all, or a bad one may be missed."""


class CorpusSettings(Section):
    """What becomes the corpus."""

    sources: tuple[SourceSettings, ...] = Field(min_length=1)
    """Read in this order."""
    non_ascii_samples: Literal["drop", "keep", "normalise"] = "drop"
    """Samples inside a statement with characters beyond ASCII: refuse the problem, keep it as it
    is, or first turn full-width digits and punctuation into ASCII and refuse only what is left."""
    tier_models: tuple[str, ...] = Field((), max_length=2)
    """Base models, the smaller first, whose evaluations of the training split (evaluation.split =
    train, checkpoint base) move training problems between buckets: easy is what the smaller solves,
    medium what only the larger does, hard what neither does. Empty: the source's word alone counts.
    Naming models lets every new evaluation of theirs change the problem set, hence its fingerprint
    and the identity of trainings on it."""
    keep_tests_apart: bool = True
    """About half of the test cases that a training or validation problem does not show are run by
    reports alone, where both halves have three or more (tinylora/corpus/kept_apart.py): neither
    rewards nor validations see them. Problems of the test split keep all of theirs. false: every
    use runs every test case, and a policy that learns those it is paid for goes unseen."""
    trust: TrustSettings = TrustSettings()


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
    quantization: Literal["none", "nf4"] = "none"
    """nf4: bitsandbytes 4-bit with double quantisation, about a quarter of the memory."""
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"
    """Of the weights (of the compute, when quantised). v itself is always float32."""
    matmul_precision: Literal["highest", "high", "medium"] = "highest"
    """How exactly products of float32 matrices are taken: torch.set_float32_matmul_precision.
    medium rounds their entries (not their sums) to bfloat16: 2 to 3 times as fast on a processor
    that multiplies bfloat16 (AMX, AVX512_BF16), nothing on others. high is TF32, on GPUs."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """auto: the GPU when there is one."""


class AdapterSettings(Section):
    """TinyLoRA: W' = W + U Σ (Σᵢ vᵢ Pᵢ) Vᵀ (arXiv 2602.04118)."""

    u: int = Field(16, ge=1, le=4096)
    """Length of v. With tying "all" these are all the numbers that train."""
    rank: int = Field(2, ge=1, le=64)
    """Singular directions of each weight that v may move. The paper found 2 best."""
    targets: tuple[str, ...] = Field(PROJECTIONS, min_length=1)
    """Suffixes of module names to adapt. A suffix that matches nothing is an error."""
    projection: Literal["dense", "diagonal"] = "dense"
    """dense: each P is r by r (paper). diagonal: r numbers on the diagonal (the earlier
    projects)."""
    factors: Literal["paper", "peft"] = "paper"
    """Where the singular values go. paper: U Σ R Vᵀ. peft: U √Σ R √Σ Vᵀ, which moves the first
    direction less and mixes the directions evenly: the same v is another change."""
    tying: str = Field("all", pattern=r"^(all|per_module|per_kind|groups:[1-9][0-9]*)$")
    """Who shares a v. all: every module, u numbers. groups:N: N runs of consecutive layers, N·u.
    per_kind: each of `targets`. per_module: nobody, u per module. More of them learn more and
    need a larger file."""
    seed: int = 42
    """Of the fixed random projections P. Part of a checkpoint's identity."""


class PromptSettings(Section):
    """How a problem becomes a prompt, and which part of the completion is the answer."""

    template: str = "plain"
    """A file in tinylora/policy/templates, without its suffix."""
    max_statement_tokens: int = Field(1024, ge=16)
    """Longer statements are cut in the middle; the chat header never is."""
    code_block: Literal["last", "first"] = "last"
    """Which complete C++ block is judged where there are several. last: models draft and then
    correct themselves. first: what the earlier projects read."""
    public_tests: int = Field(0, ge=0, le=16)
    """How many of a problem's public test cases stand after its statement, those aside that are in
    it already; private and generated ones never do. Each adds up to 800 characters. Where a problem
    has no other tests, a program may print what it was shown."""


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


class JudgeSettings(Section):
    """How a C++ program is compiled and run."""

    compile_time_limit_s: float = Field(10.0, gt=0, le=600)
    """CPU seconds for g++. Past it the verdict is CE."""
    compile_memory_mb: int = Field(2048, ge=256, le=1 << 20)
    """Memory for g++."""
    time_limit_s: float = Field(2.0, gt=0, le=600)
    """CPU seconds per test case where the problem states none."""
    memory_limit_mb: int = Field(1024, ge=16, le=1 << 20)
    """Memory where the problem states none (and the most any problem gets)."""
    output_limit_kb: int = Field(16 * 1024, ge=1, le=1 << 20)
    """KiB of output per test case. Past it the verdict is OLE."""
    process_limit: int = Field(64, ge=1, le=1 << 15)
    """Threads of one program, its first among them; past it the verdict is RE. Behind walls a
    program cannot start another process at all."""
    source_limit_kb: int = Field(256, ge=1)
    """KiB of source. Past it the verdict is CE, and nothing is compiled."""
    stop_at_first_failure: bool = False
    """Leave the test cases after the first failure out: faster where only AC or not matters. Then
    passed and score say how far a program came, not how much of it is right."""
    standard: Literal["c++17", "c++20"] = "c++17"
    """-std of g++ -O2."""
    workers: int | None = Field(None, ge=1)
    """Programs judged at once. None: one per core."""
    canary_every: int = Field(500, ge=0)
    """Judgements after which the canaries are judged again, about 2 s of one worker; a wrong one
    stops the judge. Lower it and fewer judgements are in doubt then. 0: at start only."""
    isolation: Literal["auto", "namespaces", "landlock", "rlimits"] = "auto"
    """auto: the strongest this host offers, named at start. rlimits alone must be asked for by
    name."""


class RewardSettings(Section):
    """A judgement's price, and what else counts: the reward is the weighted sum of the terms."""

    shape: Literal["staged", "fraction", "staged_fraction"] = "staged_fraction"
    """staged: 0 no compile, 0.5 compiles, 1 all passed. fraction: k/N passed.
    staged_fraction: 0, 0.5, 0.5 + 0.5 k/N, 1."""
    length_penalty_weight: float = Field(0.0, ge=0, allow_inf_nan=False)
    """Times a penalty that falls from 0 to -1 as a completion grows. 0: length does not count."""
    length_penalty_start: int = Field(384, ge=0)
    """Tokens up to which there is no penalty."""
    length_penalty_end: int = Field(512, ge=1)
    """Tokens from which on the penalty is whole."""
    format_bonus_weight: float = Field(0.0, ge=0, allow_inf_nan=False)
    """What a completion earns that holds one C++ program, in a block, and ends with it. A policy
    may learn the block and no programming: compare compile rate and pass@k."""
    no_code_penalty_weight: float = Field(0.0, ge=0, allow_inf_nan=False)
    """What a completion without any C++ loses: it would be worth as much as one that does not
    compile."""
    bucket_weights: dict[
        Literal["easy", "medium", "hard", "unrated"],
        Annotated[float, Field(gt=0, allow_inf_nan=False)],
    ] = {}
    """Multiplies the advantages of a bucket's groups, e.g. {"hard": 1.1}; 1 where none is given. On
    the rewards themselves a factor would cancel within the group."""

    @model_validator(mode="after")
    def _penalty_falls(self) -> Self:
        if self.length_penalty_start >= self.length_penalty_end:
            raise ValueError(
                f"length_penalty_start {self.length_penalty_start} is not under length_penalty_end "
                f"{self.length_penalty_end}: the penalty grows between them"
            )
        return self


class TrainingSettings(Section):
    """GRPO, or GRDPO."""

    algorithm: Literal["grpo", "grdpo"] = "grpo"
    """grpo: every completion weighs as much as it is better than its group. grdpo: every one of a
    group's better half is preferred to every one of its worse half (an earlier project's loss);
    clipping, beta, loss_type and scale_rewards mean nothing then."""
    steps: int = Field(8, ge=1)
    """Optimiser steps."""
    prompts_per_step: int = Field(2, ge=1)
    """Problems per rollout batch, all processes together."""
    generations_per_prompt: int = Field(8, ge=2)
    """Completions per problem: the group that advantages are relative to."""
    optimizer: Literal["adam", "natural"] = "adam"
    """adam: each number at its own pace. natural: the natural gradient, whose steps change what the
    policy says by a given amount; needs grpo and loss_type dapo."""
    learning_rate: float = Field(2e-3, gt=0)
    """adam: about how far each of the u numbers moves a step; SmolLM2 breaks at |v| near 0.3.
    natural: by how many nats (standard deviation) a step changes a completion's log-probability;
    0.3 taught SmolLM2 in 30 steps; half its square is the KL divergence of a step."""
    schedule: Literal["constant", "linear"] = "constant"
    """linear: the learning rate falls to zero over the run, which averages the last steps' noise
    out."""
    num_iterations: int = Field(1, ge=1)
    """Optimiser steps per rollout batch. Clipping only matters above 1."""
    epsilon: float = Field(0.2, gt=0)
    """Lower clip of the probability ratio."""
    epsilon_high: float = Field(0.2, gt=0)
    """Upper clip; larger than epsilon keeps rare good tokens alive."""
    beta: float = Field(0.0, ge=0)
    """KL penalty against the base model. 0 skips the reference pass."""
    loss_type: Literal["grpo", "dr_grpo", "dapo", "bnpo"] = "dapo"
    """TRL's loss normalisation."""
    scale_rewards: Literal["group", "batch", "none"] = "group"
    """What standard deviation the advantage is divided by."""
    grdpo_beta: float = Field(0.15, gt=0)
    """GRDPO's β: how sharply a pair that is already told apart stops teaching."""
    grdpo_min_reward: float = 0.0
    """GRDPO leaves out pairs whose better reward is under this: the least bad teaches little."""
    replace_equal_groups: int = Field(0, ge=0)
    """Dynamic sampling: groups whose rewards are all equal teach nothing and are replaced by groups
    of other problems, this many a rollout batch at most."""
    max_grad_norm: float = Field(1.0, gt=0)
    """Gradient clipping."""
    micro_batch_size: int = Field(8, ge=1)
    """Completions per backward pass: memory against speed. Divides prompts × generations."""
    gradient_checkpointing: bool = False
    """Recompute activations in the backward pass: less memory, a third slower."""
    temperature: float = Field(1.0, gt=0)
    """Of rollouts. GRPO's ratio is exact at 1."""
    max_new_tokens: int = Field(512, ge=1)
    """Tokens per rollout."""
    mask_truncated: bool = False
    """Leave completions that hit the token limit out of the loss."""
    max_fault_share: float = Field(0.1, ge=0, lt=1)
    """Rollouts of a batch that the judge may fail on: they are left out of what is learnt. Above it
    the training stops, for the rest is then no fair sample."""
    curriculum: Literal["uniform", "pass_rate"] = "uniform"
    """uniform: every problem once an epoch. pass_rate: a problem the more often, the likelier the
    base model's measured completions of it differ in reward, for a group of equals teaches nothing;
    needs an evaluation of the base model with evaluation.split = train. Each new one of those
    changes the training's identity. Either way within `buckets`, where there are some."""
    buckets: dict[str, int] = {}
    """Problems per step by difficulty bucket, e.g. {"easy": 2, "medium": 2, "hard": 1}. Empty:
    uniform."""
    max_problems: int | None = Field(None, ge=1)
    """Train on the first this many after a seeded shuffle."""
    languages: tuple[str, ...] = ("en", "zh")
    """Statement languages to train on."""
    max_cases: int | None = Field(None, ge=1)
    """Test cases run per rollout, spread over origins, outputs and sizes. None: all."""
    max_case_bytes: int | None = Field(None, ge=1)
    """Bytes of input and expected output run per rollout, all its test cases together; at least one
    is run. None: no bound."""
    reward: RewardSettings = RewardSettings()
    seed: int = 42
    """Of problem order, sampling and rollouts."""
    save_every: int = Field(4, ge=1)
    """Steps between checkpoints: what a kill can cost."""
    validate_every: int = Field(0, ge=0)
    """Steps between validations on the corpus's valid split, which choose the checkpoint that is
    kept as the best; each is at the end of a rollout batch and saves a checkpoint. Before the first
    step and after the last one is validated too. 0: never; the last checkpoint counts."""
    validation_problems: int | None = Field(None, ge=1)
    """Problems validated on, chosen as evaluation.max_problems chooses. None: all. Few make the
    choice a lottery: the best of many noisy scores flatters."""
    validation_samples: int = Field(1, ge=1)
    """Completions per validation problem, sampled as evaluation samples and marked against as many
    test cases; their seeds are the same at every step."""
    validation_metric: Literal["compile_rate", "pass_rate", "mean_score"] = "mean_score"
    """What the best checkpoint is best by: completions that compile, that pass all test cases, or
    the mean share of test cases passed."""
    processes: int = Field(1, ge=1)
    """Above 1: accelerate launch with this many."""
    rollouts: Literal["own", "vllm_colocate", "vllm_server"] = "own"
    """Who samples rollouts. own: the model that trains. vllm_colocate: vLLM in the same process, on
    the same GPU, asleep while v is updated. vllm_server: a `vllm serve` on a GPU of its own. vLLM
    gets W + ΔW before every batch, rounded to the weights' dtype (docs/training.md)."""
    vllm_memory_share: float = Field(0.3, gt=0, lt=1)
    """Share of the GPU's memory that a colocated vLLM takes for its weights and key-value cache."""
    vllm_server: str | None = None
    """Of vllm_server: its address, for example http://127.0.0.1:8000. Loopback alone: prompts,
    completions and weights go to no other machine."""
    importance_cap: float = Field(2.0, ge=0)
    """Each token of vLLM's counts min(π/μ, this) times: truncated importance sampling, against what
    its kernels and rounding change. At least 1; 0: no correction."""

    @field_validator("importance_cap")
    @classmethod
    def _truncates_from_above(cls, cap: float) -> float:
        if 0 < cap < 1:
            raise ValueError(f"{cap} would shrink tokens that both agree on; use 0 or at least 1")
        return cap

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
    def _server_where_there_is_one(self) -> Self:
        if (self.rollouts == "vllm_server") != (self.vllm_server is not None):
            raise ValueError(
                f"rollouts is {self.rollouts} and vllm_server {self.vllm_server}: the address is "
                "needed with vllm_server, and with nothing else"
            )
        if self.vllm_server is not None and self.processes > 1:
            raise ValueError(
                f"one process sends weights to a vLLM server, and processes is {self.processes}; "
                "take vllm_colocate, which gives each its own"
            )
        return self

    @model_validator(mode="after")
    def _natural_gradient_knows_its_loss(self) -> Self:
        if self.optimizer == "natural" and (self.algorithm, self.loss_type) != ("grpo", "dapo"):
            raise ValueError(
                f"optimizer natural reads the Fisher matrix off grpo's dapo loss, and this is "
                f"{self.algorithm} with loss_type {self.loss_type}; take those, or adam"
            )
        if self.optimizer == "natural" and (self.beta, self.num_iterations) != (0.0, 1):
            raise ValueError(
                f"optimizer natural takes one step of a length that is set, on fresh rollouts and "
                f"their rewards alone, and this has beta {self.beta} and num_iterations "
                f"{self.num_iterations}; take 0 and 1, or adam"
            )
        return self

    @model_validator(mode="after")
    def _batches_divide(self) -> Self:
        rollouts = self.prompts_per_step * self.generations_per_prompt
        if rollouts % (self.micro_batch_size * self.processes):
            raise ValueError(
                f"prompts_per_step × generations_per_prompt = {rollouts} must be a multiple of "
                f"micro_batch_size × processes = {self.micro_batch_size * self.processes}"
            )
        if self.algorithm == "grdpo" and self.micro_batch_size % self.generations_per_prompt:
            raise ValueError(
                f"grdpo compares the completions of a group: micro_batch_size "
                f"{self.micro_batch_size} must be a multiple of generations_per_prompt "
                f"{self.generations_per_prompt}"
            )
        penalty = self.reward
        if penalty.length_penalty_weight and penalty.length_penalty_start >= self.max_new_tokens:
            raise ValueError(
                f"reward.length_penalty_start {penalty.length_penalty_start} is not under "
                f"max_new_tokens {self.max_new_tokens}: no completion would ever be penalised"
            )
        if self.buckets and sum(self.buckets.values()) != self.prompts_per_step:
            raise ValueError(
                f"buckets {self.buckets} sum to {sum(self.buckets.values())}, "
                f"prompts_per_step is {self.prompts_per_step}"
            )
        return self


class EvaluationSettings(Section):
    """pass@k and compile rate on one set of problems."""

    split: Literal["train", "valid", "test"] = "test"
    """Which problems. train measures how hard the training problems are for a base model (see
    corpus.tier_models), on the test cases kept apart from rewards; a checkpoint is never evaluated
    on what it was trained on."""
    samples_per_problem: int = Field(1, ge=1)
    """Completions per problem. Several say more of each; problems stay the units."""
    max_problems: int | None = Field(None, ge=1)
    """This many, chosen by a hash of seed and problem key: stable as the corpus grows. None:
    all."""
    seed: int = 42
    """Every (problem, sample) has its own seed derived from this one; base and tuned share them."""
    max_cases: int | None = Field(None, ge=1)
    """Test cases run per completion, spread over origins, outputs and sizes. None: all of them."""
    max_case_bytes: int | None = Field(None, ge=1)
    """Bytes of input and expected output run per completion, as in training. None: no bound."""
    confidence: float = Field(0.95, gt=0.5, lt=1)
    """Of the intervals."""


class Settings(Section):
    """One profile: everything a train-and-eval run needs."""

    corpus: CorpusSettings
    model: ModelSettings
    adapter: AdapterSettings = AdapterSettings()
    prompt: PromptSettings = PromptSettings()
    generation: GenerationSettings = GenerationSettings()
    judge: JudgeSettings = JudgeSettings()
    training: TrainingSettings = TrainingSettings()
    evaluation: EvaluationSettings = EvaluationSettings()

    def override(self, changes: dict[str, Any]) -> "Settings":
        """Return a copy with dotted knobs replaced, e.g. {"training.steps": 20}.

        Raises:
            SettingsError: a name is unknown or a value is refused; the message names both.
        """
        dumped = self.model_dump(mode="json")
        for dotted, value in changes.items():
            *parents, leaf = dotted.split(".")
            node = dumped
            for name in parents:
                node = node.get(name) if isinstance(node, dict) else None
            if not isinstance(node, dict) or leaf not in node:
                raise SettingsError(
                    f"override {dotted!r}: no such setting; write section.knob, e.g. training.steps"
                )
            node[leaf] = value
        try:
            return Settings.model_validate(dumped)
        except ValidationError as error:
            raise SettingsError(f"overrides {changes}: {_first_problem(error)}") from error


def _on_loopback(address: str) -> bool:
    try:
        found = urlsplit(address)
        local = found.hostname == "localhost" or ip_address(found.hostname or "").is_loopback
        return local and found.scheme == "http" and found.port is not None
    except ValueError:  # no address, or no port in it
        return False


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']} (got {first.get('input')!r})"
