"""A tiny model under an adapter, and a worker whose rollouts follow from the seed alone."""

from copy import deepcopy
from dataclasses import replace
from random import Random

from peft import PeftModel
from tiny_llama import VOCABULARY, tiny_llama
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import PreTrainedTokenizerFast

from tinylora.adapter.inject import attach
from tinylora.adapter.settings import AdapterSettings
from tinylora.grpo.rollout import Rollout, RolloutBatch
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.trainer import PolicyTrainer
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.policy.engines.generate import Completion

KEYS = ["first", "second", "third", "fourth"]


def make_adapted(seed: int = 0, **adapter) -> PeftModel:
    return attach(tiny_llama(seed=seed), AdapterSettings(**{"u": 4, **adapter}))


def make_tokenizer() -> PreTrainedTokenizerFast:
    words = Tokenizer(WordLevel({str(i): i for i in range(VOCABULARY)}, unk_token="2"))
    return PreTrainedTokenizerFast(tokenizer_object=words, eos_token="0", pad_token="1")


def scripted_rollout(
    step: int, key: str, number: int, price=None, finish="stop", sampled=None
) -> Rollout:
    """Return a rollout that depends on nothing but these; its reward is in thirds."""
    random = Random(f"{step} {key} {number}")
    prompt = tuple(Random(key).choices(range(3, VOCABULARY), k=5 + len(key)))
    ids = tuple(random.choices(range(3, VOCABULARY), k=random.randint(2, 8)))
    reward = random.randint(0, 3) / 3 if price is None else price
    failed = Judgement(
        *("id", None, None, "cases", {}, "g++", "version", "rlimits"),
        *(Verdict.WA, 0, 3, 0.0, 0.0, 0.0, 0, None, ()),
    )
    log_probs = None if sampled is None else (sampled,) * len(ids)
    done = Completion(key, number, 7, "text", ids, finish, log_probs)
    return Rollout(done, prompt, failed, reward, {"judgement": reward})


class ScriptedWorker:
    """Stands where a RolloutWorker does, and remembers what it was asked."""

    def __init__(self, masked=(), **fixed):
        self.masked, self.fixed, self.asked = masked, fixed, []

    def roll(self, step, samples):
        self.asked.append((step, list(samples)))
        rollouts = [scripted_rollout(step, *one, **self.fixed) for one in samples]
        nothing = {"judgement": None, "reward": None, "terms": {}, "fault": "the judge failed"}
        judged = [
            replace(rollout, **nothing) if one in self.masked else rollout
            for one, rollout in zip(samples, rollouts, strict=True)
        ]
        return RolloutBatch(judged, 2, 1)


class ChangedWorker(ScriptedWorker):
    """Its rollouts are what `change` makes of them."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def roll(self, step, samples):
        batch = super().roll(step, samples)
        return replace(batch, rollouts=[self.change(rollout) for rollout in batch.rollouts])


def cutting(numbers):
    """Return a worker whose completions with these numbers hit the token limit."""

    def cut(rollout):
        done = rollout.completion
        if done.sample not in numbers:
            return rollout
        return replace(rollout, completion=replace(done, finish_reason="length"))

    return ChangedWorker(cut)


class Run:
    """One training of a tiny model on scripted rollouts; attributes hold what it told."""

    def __init__(
        self,
        folder,
        steps,
        model=None,
        done=0,
        state=None,
        fixed=None,
        worker=None,
        corrects=False,
        **changes,
    ):
        self.settings = TrainingSettings(
            **{
                **{"prompts_per_step": 2, "generations_per_prompt": 4, "micro_batch_size": 4},
                **{"max_new_tokens": 8, "learning_rate": 0.01, "steps": steps, **changes},
            }
        )
        self.model = model or make_adapted()
        self.worker = worker or ScriptedWorker(**(fixed or {}))
        self.records, self.optimizers, self.rollouts, self.proofs = [], [], [], []
        batches = -(-(steps - done) // self.settings.num_iterations)
        first = done // self.settings.num_iterations
        asked = [KEYS[(2 * (first + i) + j) % 4] for i in range(batches) for j in range(2)]
        self.trainer = PolicyTrainer(
            model=self.model,
            tokenizer=make_tokenizer(),
            worker=self.worker,
            questions=asked,
            settings=self.settings,
            folder=folder,
            done=done,
            optimizer_state=state,
            on_rollouts=lambda *told: self.rollouts.append(told),
            on_proof=self.proofs.append,
            on_step=self._note,
            corrects=corrects,
            other=lambda *asked: [f"other {position}" for position in asked[1]],
        )
        self.trainer.train()

    def _note(self, record, optimizer):
        self.records.append(record)
        self.optimizers.append(deepcopy(optimizer))
