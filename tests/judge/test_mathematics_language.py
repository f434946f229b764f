"""Mathematics as a language of the judge: an answer is read, compared by math-verify, and kept."""

import pytest
from programs import ADD, judge

from tinylora.errors import JudgeFault
from tinylora.judge.languages import mathematics
from tinylora.judge.languages.mathematics import MATHEMATICS
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, source_in, submission_of
from tinylora.judge.verdict import Verdict
from tinylora.problem import Origin, StoredProblem, TestCase

CHECK = {"time_limit_s": 0.5, "longest_answer": 60}
SETTINGS = JudgeSettings(workers=1, canary_every=0, mathematics=CHECK)


def problem(answer):
    cases = (TestCase("", answer, Origin.PRIVATE),)
    return StoredProblem("key", answer_language="mathematics", test_cases=cases)


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    with JudgePool(SETTINGS, tmp_path_factory.mktemp("judge"), check=False) as pool:
        yield pool


@pytest.mark.parametrize(
    ("completion", "gold", "verdict", "message"),
    [
        ("so <answer>0.5</answer>", r"\frac{1}{2}", "AC", None),
        (r"so \boxed{\frac{2}{4}}", r"\boxed{\frac{1}{2}}", "AC", None),
        ("<answer>1</answer>, no: <answer>x^2+2x+1</answer>", "(x+1)^2", "AC", None),
        ("<answer>no solution</answer>", "No solution", "AC", None),
        ("<answer>41</answer>", "42", "WA", "another answer"),
        ("<answer>dear</answer>", "read", "WA", "another answer"),
        (r"<answer>\</answer>", "42", "CE", "the answer cannot be read: unreadable"),
        ("<answer> </answer>", "42", "CE", "an answer without a character"),
        (f"<answer>{'4' * 61}</answer>", "42", "CE", "an answer of more than 60 characters"),
        ("<answer>9^{9^{9^9}}</answer>", "42", "TLE", "not verified: time limit"),
        ("It is 42.", "42", "NC", "the completion holds no Mathematics source"),
        ("<think><answer>42</answer>", "42", "NC", "the completion holds no Mathematics source"),
    ],
)
def test_a_completion_gets_a_verdict(pool, completion, gold, verdict, message):
    asked = problem(gold)
    source = source_in(completion, asked)
    judgement = pool.submit(submission_of(source, asked)).result()
    assert judgement.verdict == verdict
    assert (judgement.first_failure and judgement.first_failure.message) == message
    assert (judgement.passed, judgement.total) == (int(verdict == "AC"), 1)
    assert judgement.limits["language"] == "mathematics"


def test_the_canaries_get_their_verdicts(pool):
    judge(pool, "42", problem("42").test_cases, language="mathematics")
    found = [(want, got.verdict) for want, got in pool.judge_canaries()]
    assert found[-3:] == [(one, one) for one in (Verdict.AC, Verdict.WA, Verdict.CE)]


def test_a_judgement_is_made_once_and_names_what_compared(pool):
    asked = submission_of("2", problem("2.0"))
    first, second = pool.submit(asked), pool.submit(asked)
    assert first.result() is second.result()
    compiler = first.result().compiler
    assert compiler.startswith("math-verify ") and ", code " in compiler
    assert compiler.endswith("0.5 s, 1024 MiB, 60 characters")
    other = MATHEMATICS.find(JudgeSettings(mathematics={**CHECK, "time_limit_s": 2}))
    assert other.version != compiler
    more = MATHEMATICS.find(JudgeSettings(workers=7, mathematics=CHECK))
    assert more.version == compiler  # how many work at once changes no verdict
    counts = JudgeSettings(workers=7, mathematics=CHECK | {"workers": 3}).that_count()
    assert counts == SETTINGS.model_copy(update={"canary_every": 500}).that_count()


def test_answers_and_programs_take_turns_in_one_pool(pool):
    two = [
        Submission("3", problem("3").test_cases, language=name) for name in ("mathematics", "c++")
    ]
    assert [one.verdict for one in pool.judge_all(two)] == ["AC", "CE"]
    assert judge(pool, ADD).verdict == "AC"


def test_a_pool_that_closes_ends_its_workers(tmp_path):
    with JudgePool(SETTINGS, tmp_path, check=False) as pool:
        assert judge(pool, "1/2", problem("0.5").test_cases, language="mathematics").verdict == "AC"
        verifier = pool._compilers["mathematics"]
    with pytest.raises(JudgeFault, match=r"answers cannot be compared: .* closed"):
        verifier.compile(None, "1/3", {}, 1.0)


def test_a_host_without_math_verify_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(mathematics, "LIBRARIES", ("no-such-library",))
    with pytest.raises(JudgeFault, match="no-such-library is not installed: pip install"):
        MATHEMATICS.find(SETTINGS)
