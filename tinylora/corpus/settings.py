"""What becomes the corpus: its sources, and how far their tests are trusted."""

from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from tinylora.section import Section

Split = Literal["train", "valid", "test"]
SPLIT_WORDS = {
    "train": ("train", "training"),
    "valid": ("valid", "validation", "val", "dev"),
    "test": ("test", "testing"),
}
"""What our splits are called: in the names of files, in rows, and by the datasets library."""

OriginName = Literal["public", "private", "generated", "statement"]


def _in_order(origins: tuple[OriginName, ...]) -> tuple[OriginName, ...]:
    return tuple(origin for origin in get_args(OriginName) if origin in origins)


CaseOrigins = Annotated[tuple[OriginName, ...], AfterValidator(_in_order)]
"""Where test cases come from; the order in which they are named is none of their meaning."""


class SourceSettings(Section):
    """One split of one dataset, from local raw files or from the hub at a pinned revision."""

    dataset: str
    """Which reader: a name in tinylora/corpus/sources/readers.py, the one registry of datasets."""
    config: str = "default"
    """The dataset's own configuration name (deepcoder: primeintellect, taco, lcbv5, codeforces)."""
    split: Split = "train"
    """train problems are trained on, test ones are held out, valid ones are for choosing."""
    path: str | None = None
    """A raw file, a folder laid out as the hub's repository, or one that the datasets library's
    save_to_disk wrote; relative to the checkout. None: fetch from the hub."""
    repo: str | None = None
    """Hub dataset id, for example deepmind/code_contests."""
    revision: str | None = Field(None, pattern=r"^[0-9a-f]{40}$")
    """Commit of the hub repository. Required with `repo`: an unpinned dataset is not a corpus."""
    columns: dict[str, str] = Field(default={})
    """Dataset problems: which column holds what, our name on the left and theirs on the right, e.g.
    {statement: prompt, inputs: tests.input, time_limit_ms: limit}. A dot leads into an object, a
    list of objects, or JSON of either. What is not named is looked for under our own name
    (docs/adding-a-dataset.md has them all); mapped to "", it is not. Another mapping is another
    load."""
    files: str | None = None
    """Dataset problems: which files of the folder or repository hold the split, e.g.
    data/*.parquet. None: those that are named after it as on the hub, such as train.jsonl or
    data/train-00000-of-00001.parquet."""
    contests_from: date | None = None
    """Keep problems of contests on this day or later; those without a date are kept."""
    contests_before: date | None = None
    """Keep problems of contests before this day. On a training source, the first day of the
    held-out ones keeps their time out of training."""
    rows: tuple[int, int] | None = None
    """[start, stop]: only these rows of the split, counted from 0 over its files in their order,
    stop not among them, as in Python. [0, 2000]: the first 2,000; fewer, where the split is
    shorter. Other rows are another load. None: all."""

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
    def _files_are_a_pattern(self) -> Self:
        parts = (self.files or "*").split("/")
        if self.files == "" or any(p in ("", "..") or ("**" in p and p != "**") for p in parts):
            raise ValueError(
                f"{self.dataset}: files {self.files!r} is no pattern inside the folder or "
                "repository; write one such as data/*.parquet or **/*.jsonl"
            )
        return self

    @model_validator(mode="after")
    def _slice_holds_rows(self) -> Self:
        if self.rows is not None and not 0 <= self.rows[0] < self.rows[1]:
            raise ValueError(
                f"{self.dataset}: rows {list(self.rows)} hold none; give [start, stop] with "
                "0 <= start < stop"
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


class ProblemChoice(Section):
    """Problems to keep, by what their source says; what is named here must all hold.

    A problem whose source does not say is not kept: one without a letter has none of `letters`.
    """

    splits: tuple[Split, ...] = Field(("train", "valid"), min_length=1)
    """Splits this is about. The held-out ones stay whole unless test is named."""
    platforms: tuple[Annotated[str, AfterValidator(str.upper)], ...] = ()
    """Where problems were set, e.g. CODEFORCES, ATCODER, CODECHEF, LUOGU. Empty: anywhere."""
    letters: tuple[Annotated[str, AfterValidator(str.upper), Field(pattern="^[A-Za-z]$")], ...] = ()
    """Their place in the contest, e.g. A and B; an index B2 is a B. Empty: any."""
    words: tuple[Annotated[str, AfterValidator(str.upper)], ...] = ()
    """Their difficulty in the source's word, e.g. EASY. Empty: any."""
    rating_from: int | None = None
    """Lowest rating, on the scale of Codeforces, that a source states; no letter or word counts as
    one."""
    rating_below: int | None = None
    """Rating from which none is kept."""

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if not self.model_fields_set - {"splits"}:
            raise ValueError("name platforms, letters, words or a rating: this keeps everything")
        low, high = self.rating_from, self.rating_below
        if low is not None and high is not None and low >= high:
            raise ValueError(f"rating_from {low} is not below rating_below {high}: none is left")
        return self

    def keeps(
        self, platform: str | None, letter: str | None, rating: int | None, word: str | None
    ) -> bool:
        """Return whether a problem is kept; None is what its source does not say."""
        named = (self.platforms, platform), (self.letters, letter), (self.words, word)
        bounded = self.rating_from is not None or self.rating_below is not None
        low, high = self.rating_from, self.rating_below
        return all(value in wanted for wanted, value in named if wanted) and (
            not bounded
            or (
                rating is not None
                and (low is None or rating >= low)
                and (high is None or rating < high)
            )
        )


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
    only: tuple[ProblemChoice, ...] = ()
    """Problems that runs use, of all that is loaded: those that any of these keeps. A split that
    none is about stays whole, as all do where there are none. A load stays as it is, so another
    choice reads nothing anew; another problem set is another training."""
    non_ascii_samples: Literal["drop", "keep", "normalise"] = "drop"
    """Samples inside a statement with characters beyond ASCII: leave them out, keep them as they
    are, or first turn full-width digits and punctuation into ASCII and leave out only what is left.
    A problem without any other sample is refused."""
    tier_models: tuple[str, ...] = Field((), max_length=2)
    """Base models, the smaller first, whose evaluations of the training split (evaluation.split =
    train, checkpoint base) move training problems between buckets: easy is what the smaller solves,
    medium what only the larger does, hard what neither does. Empty: the source's word alone counts.
    Naming models lets every new evaluation of theirs change the problem set, hence its fingerprint
    and the identity of trainings on it."""
    keep_tests_apart: bool = True
    """About half of the test cases that a training or validation problem does not show are run by
    reports alone, where both halves have three or more (corpus/quality/kept_apart.py): neither
    rewards nor validations see them. Problems of the test split keep all of theirs. false: every
    use runs every test case, and a policy that learns those it is paid for goes unseen."""
    trust: TrustSettings = TrustSettings()
