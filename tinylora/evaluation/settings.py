"""What an evaluation measures, on which problems."""

from typing import Literal

from pydantic import Field

from tinylora.corpus.settings import CaseOrigins
from tinylora.section import Section


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
    seed: int = Field(42, ge=0, lt=1 << 63)
    """Every (problem, sample) has its own seed derived from this one; base and tuned share them."""
    case_origins: CaseOrigins = ()
    """Origins of the test cases that judge, in validations too: public, private, generated,
    statement. A problem without a case of these is not asked, and the log counts them. Other cases
    make another evaluation, which is not comparable. Empty: every origin."""
    max_cases: int | None = Field(None, ge=1)
    """Test cases run per completion, spread over origins, outputs and sizes. None: all of them."""
    max_case_bytes: int | None = Field(None, ge=1)
    """Bytes of input and expected output run per completion, as in training. None: no bound."""
    confidence: float = Field(0.95, gt=0.5, lt=1)
    """Of the intervals."""
