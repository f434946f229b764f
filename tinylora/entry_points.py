"""What makes which number: where its code starts, and which code can move none.

An entry point names the modules that a number's making starts at. `code_identity` follows their
imports from there, and stops at PLUMBING.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class EntryPoint:
    """Where the making of a number starts."""

    modules: tuple[str, ...]
    """Their imports are followed."""
    files: tuple[str, ...] = ()
    """What that code reads and is no Python: paths in the package, or below `sql/`."""
    without: tuple[str, ...] = ()
    """Modules whose imports are not followed, because they take no part in this number. Those that
    `modules` names count all the same."""

    def __or__(self, other: "EntryPoint") -> "EntryPoint":
        return EntryPoint(
            self.modules + other.modules, self.files + other.files, self.without + other.without
        )


PLUMBING = frozenset(
    {
        # It names the release; a release that changes nothing is no other code.
        "tinylora",
        # They say what an identity is, and make nothing that has one.
        *("tinylora.code_identity", "tinylora.entry_points", "tinylora.stages.training.identity"),
        # Errors and how far something is: they end a work or tell of it, and take no part in it.
        *("tinylora.errors", "tinylora.display", "tinylora.memory", "tinylora.stages.progress"),
        # Folders, files and events: they carry what was made from one place to another.
        *("tinylora.paths", "tinylora.files", "tinylora.jobs", "tinylora.stages.job_folder"),
        # The warehouse and the caches before it: they give back what was put in, by its id.
        *("tinylora.warehouse", "tinylora.judge.judge", "tinylora.stages.judging.judgements"),
        # Settings are in an identity as values. All modules named `settings` count here too.
        *("tinylora.section", "tinylora.overrides"),
        # They find a model's files. What is in these is in the identity (base_fingerprint).
        *("tinylora.policy.model_source", "tinylora.policy.weight_files"),
        # A registry imports all there are. A load names its reader, a judgement its language,
        # completions their engine.
        *("tinylora.corpus.sources.readers", "tinylora.judge.languages.registry"),
        "tinylora.policy.engines.registry",
    }
)
"""Modules that cannot move a number: neither covered nor followed."""

ENGINES = {
    "transformers": "tinylora.policy.engines.engine",
    "vllm": "tinylora.policy.engines.vllm",
}
"""The registry of engines: who samples, by the word that `generation.engine` has for it, and the
module whose `make_engine` makes it. It is imported by this name alone, so that only the chosen
one's code counts in an identity (docs/adding-an-engine.md)."""
DEFAULT_ENGINE = "transformers"
"""Who samples where nobody says otherwise; what was stored without an engine's name is its."""

CHILD = "tinylora.children"
"""What the processes that sample, train and import start with."""
CPP_SOURCE = "tinylora.judge.languages.cpp_source"
METRICS = ("tinylora.evaluation.statistics.metrics", "tinylora.evaluation.records")
"""The registry of metrics, and what a metric is a number of."""
JUDGE = EntryPoint(
    ("tinylora.judge.pool", "tinylora.judge.languages.cpp"),
    ("judge/languages/freopen.c", "judge/languages/threads.c", "judge/walls/runner.c"),
    without=(CPP_SOURCE,),
)
"""Makes judgements, of programs: how one is found in a text is none of their business."""
MATHEMATICS = EntryPoint(
    ("tinylora.judge.languages.mathematics",),
    without=("tinylora.judge.walls.sandbox", "tinylora.judge.walls.walls"),
)
"""Reads answers of mathematics and compares them. What judges programs takes no part in it: this is
in the version of what compares (`Compiler.version`), and so in every identity that names one."""
PYTHON = EntryPoint(
    ("tinylora.judge.languages.python", "tinylora.judge.languages.python_driver"),
    without=(
        *("tinylora.judge.languages.compiling", "tinylora.judge.languages.language"),
        *("tinylora.judge.verdict", "tinylora.judge.walls.sandbox", "tinylora.judge.walls.walls"),
    ),
)
"""Finds Python programs in texts, parses and starts them. What it shares with C++ is the judge's
code; this is in the version of the interpreter, and so in every identity that names one."""
JUDGING = (
    EntryPoint(
        ("tinylora.stages.judging.judge_completions", CPP_SOURCE),
        ("sql/statements/corpus/select_test_cases.sql",),
    )
    | JUDGE
)
"""Makes judgements of completions: finds the program in each and its problem's test cases."""
FACTORS = EntryPoint(("tinylora.adapter.svd",))
"""Makes the truncated SVD of a weight."""
CHECKPOINT = EntryPoint(("tinylora.adapter.checkpoint",))
"""Makes a model of a base model and a checkpoint's v."""
IMPORTED = EntryPoint(("tinylora.exchange.adapter_travel", CHILD))
"""Makes a checkpoint of ours of an adapter in another format."""
DUPLICATES = EntryPoint(("tinylora.corpus.quality.dedupe",))
"""Makes the signature of a statement, and says how similar two are."""
REPLAY = EntryPoint(("tinylora.stages.trust.replay",)) | JUDGE
"""Makes what is known of a problem's test cases, from the solutions its dataset has."""


def evaluation(template: str, engine: str = DEFAULT_ENGINE, language: str = "c++") -> EntryPoint:
    """Return what makes an evaluation: samples, and judges what was sampled.

    Args:
        template: of the prompt, as `prompt.template` names it.
        engine: who samples; a name of ENGINES.
        language: as `prompt.language` names it.
    """
    samples = ("tinylora.stages.judging.sample_and_judge", "tinylora.policy.sample_job", CHILD)
    return EntryPoint((*samples, ENGINES[engine]), _prompt(template, language)) | JUDGING


def training(template: str, engine: str, language: str = "c++") -> EntryPoint:
    """Return what makes a training: hands problems to its child, which samples, judges and learns.

    Args:
        template: of the prompt, as `prompt.template` names it.
        engine: who samples rollouts; a name of ENGINES, as `generation.engine` says it.
        language: as `prompt.language` names it.
    """
    learns = ("tinylora.stages.training.files", "tinylora.grpo.train_job", CHILD, CPP_SOURCE)
    cases = ("sql/statements/corpus/select_test_cases.sql",)
    learning = EntryPoint(
        (*learns, ENGINES[engine]), (*_prompt(template, language), *cases), METRICS
    )
    # The metric that chooses a checkpoint is in the identity as what it says in SQL.
    return learning | JUDGE


def load(reader: str) -> EntryPoint:
    """Return what makes a load: one dataset's reader, and what becomes of its rows.

    Args:
        reader: the reader's module; other datasets' readers have no part in it.
    """
    rows = ("tinylora.corpus.sources.reading", "tinylora.stages.corpus.problem_rows")
    return EntryPoint((reader, *rows))


def _prompt(template: str, language: str) -> tuple[str, ...]:
    """Return what a prompt is made of beside code: its template, and the choice of public tests."""
    return (
        f"policy/templates/{template}.txt",
        *((f"policy/templates/{template}.{language}.txt",) if language != "c++" else ()),
        "sql/statements/corpus/select_public_tests.sql",
    )
