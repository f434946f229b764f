"""Every knob of a run: the rooms' own sections put together. On top, and imported by no room.

Frozen, no unknown keys: nonsense dies when a run is asked for, not an hour into it. Under each
field stand its unit and what happens when it moves. `prefect.yaml` holds the profiles; a single
knob is changed with an override such as {"training.steps": 20} (see `Settings.override`).
"""

from typing import Any, Self

from pydantic import ValidationError, model_validator

from tinylora.adapter.settings import AdapterSettings
from tinylora.cluster.settings import ExecutionSettings
from tinylora.corpus.settings import CorpusSettings
from tinylora.corpus.sources.readers import reader_for
from tinylora.display import first_problem
from tinylora.entry_points import DEFAULT_ENGINE
from tinylora.errors import SettingsError
from tinylora.evaluation.settings import EvaluationSettings
from tinylora.evaluation.statistics.metrics import CHOICES
from tinylora.grpo.reward import reward_weights
from tinylora.grpo.settings import TrainingSettings
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.settings import GenerationSettings, ModelSettings, PromptSettings
from tinylora.problem import STATEMENT_LANGUAGES
from tinylora.section import Section, shown


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
    execution: ExecutionSettings = ExecutionSettings()

    @model_validator(mode="after")
    def _sources_have_readers(self) -> Self:
        for source in self.corpus.sources:
            try:
                reader_for(source)
            except SettingsError as error:
                raise ValueError(f"corpus.sources: {error}") from error
        return self

    def sections_of(self, job: type[Section]) -> dict[str, Section]:
        """Return the sections that `job`, a kind of job, has fields for, by name."""
        shared = job.model_fields.keys() & Settings.model_fields.keys()
        return {name: getattr(self, name) for name in shared}

    @model_validator(mode="after")
    def _weights_are_of_reward_terms(self) -> Self:
        try:
            reward_weights(self.training.reward)
        except SettingsError as error:
            raise ValueError(f"training.{error}") from error
        return self

    @model_validator(mode="after")
    def _natural_gradient_has_few_numbers(self) -> Self:
        if self.training.optimizer == "natural" and self.adapter.kind == "lora":
            raise ValueError(
                "training.optimizer natural keeps a matrix of u × u numbers, and adapter.kind lora "
                "trains millions; take training.optimizer adam, at its own training.learning_rate"
            )
        return self

    @model_validator(mode="after")
    def _directions_are_made_in_one_process(self) -> Self:
        if self.adapter.kind == "principal" and self.training.processes > 1:
            raise ValueError(
                f"adapter.kind principal makes its directions in one process, and "
                f"training.processes is {self.training.processes}; take 1, or adapter.kind tinylora"
            )
        return self

    @model_validator(mode="after")
    def _spread_model_trains_in_one_process(self) -> Self:
        engine, processes = self.generation.engine, self.training.processes
        spread = self.model.device_map
        if spread is not None and (engine != DEFAULT_ENGINE or processes > 1):
            raise ValueError(
                f"model.device_map {spread} spreads one model over the GPUs, and "
                f"generation.engine is {engine} with training.processes {processes}, which want "
                f"it whole on one GPU each; take {DEFAULT_ENGINE} and 1, or leave device_map out"
            )
        return self

    @model_validator(mode="after")
    def _one_process_asks_a_server(self) -> Self:
        address, processes = self.generation.vllm_server, self.training.processes
        if address is not None and processes > 1:
            raise ValueError(
                f"generation.vllm_server {address} is asked by one process, and "
                f"training.processes is {processes}; leave the address out, and each has its own "
                "vLLM"
            )
        return self

    @model_validator(mode="after")
    def _validation_metric_may_choose(self) -> Self:
        named = self.training.validation_metric
        if named not in CHOICES:
            raise ValueError(
                f"training.validation_metric: {named!r} is no registered metric that may choose a "
                f"checkpoint; those are: {', '.join(CHOICES)}"
            )
        return self

    def for_measuring(self) -> "Settings":
        """Return the settings of the evaluation that a curriculum by pass rate draws from.

        It asks the training's problems, whatever an evaluation asks: chosen alike where the
        training chooses so many by its seed alone, and else all.
        """
        chosen = self.training
        asked: dict[str, Any] = {
            "evaluation.split": "train",
            "evaluation.samples_per_problem": chosen.curriculum_samples,
            "evaluation.max_problems": None,
        }
        alike = set(chosen.case_origins) == set(self.evaluation.case_origins)
        every_one = alike and set(chosen.languages) >= {*STATEMENT_LANGUAGES} and not chosen.buckets
        if chosen.max_problems and every_one:
            asked["evaluation.max_problems"] = chosen.max_problems
            asked["evaluation.seed"] = chosen.seed
        return self.override(asked)

    def override(self, changes: dict[str, Any]) -> "Settings":
        """Return a copy with dotted knobs replaced, e.g. {"training.steps": 20}.

        Another `model.name` is without the `model.origin` of the one before.

        Raises:
            SettingsError: a name is unknown or a value is refused; the message names both.
        """
        if changes.get("model.name", self.model.name) != self.model.name:
            changes = {"model.origin": None, **changes}
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
            raise SettingsError(f"overrides {shown(changes)}: {first_problem(error)}") from error
