import json

import pytest

from tinylora.errors import SourceMissing
from tinylora.evaluation.statistics.conditions import (
    differences,
    keep_common_problems,
    sampled_alike,
)
from tinylora.stages.evaluation.finished import base_for

SETTINGS = {
    "model": {"name": "m", "dtype": "float32"},
    "generation": {"temperature": 0.7, "max_new_tokens": 512},
    "evaluation": {"split": "test", "seed": 42, "max_problems": None, "max_cases": None},
}


def evaluation(settings=SETTINGS, **changes):
    return {
        **{"problem_set_fingerprint": "p", "seed": 42, "judge_version": "j", "compilers": "g++"},
        **{"code_version": "c", "settings": json.dumps(settings)},
        **{"base_fingerprint": "b", "checkpoint_id": None, "imported_as": None, **changes},
    }


def test_the_policy_is_no_condition():
    other = {**SETTINGS, "model": {"name": "another", "dtype": "bfloat16"}}
    assert differences(evaluation(), evaluation(other, base_fingerprint="c")) == []
    assert differences(evaluation(), evaluation(other, imported_as="gpt")) == []


def test_of_two_imports_nobody_knows_how_they_were_sampled():
    few = {"prompt": {"code_block": "last"}}
    one, other = (evaluation(few, seed=None, imported_as=name) for name in ("gpt", "claude"))
    assert differences(one, other) == ["how their completions were sampled: not known of either"]


def test_a_policy_has_the_base_it_was_trained_on_loaded_alike():
    def loaded(quantization, precision="highest", **named):
        model = {"name": "m", "dtype": "bfloat16", "quantization": quantization}
        model["matmul_precision"] = precision
        return evaluation({**SETTINGS, "model": model}, **named)

    nf4, plain = loaded("nf4", evaluation_id="nf4"), loaded("none", evaluation_id="plain")
    another = loaded("nf4", evaluation_id="another", base_fingerprint="a")
    rounded = loaded("nf4", "medium", evaluation_id="rounded")
    tuned = loaded("nf4", evaluation_id="tuned", checkpoint_id="x")
    assert base_for([plain, another, rounded, nf4, tuned], tuned) is nf4
    assert base_for([plain, another, nf4, tuned], tuned | {"imported_as": "gpt"}) is plain
    said = "the same dtype, quantisation and matmul_precision: run the evaluate"
    with pytest.raises(SourceMissing, match=said):
        base_for([plain, another, rounded, tuned], tuned)


def test_the_base_that_compares_best_wins_over_the_newest():
    """Evaluations come newest first."""
    hot = {**SETTINGS, "generation": {**SETTINGS["generation"], "temperature": 0.2}}
    elsewhere = evaluation(problem_set_fingerprint="q")
    other, same, oldest = evaluation(hot), evaluation(), evaluation()
    tuned = evaluation(checkpoint_id="x")
    assert base_for([tuned, elsewhere, other, same, oldest], tuned) is same
    # on the same problems, whatever else differs; where there is nothing to tell, the newest
    worse = evaluation(hot, seed=7, compilers="clang")
    assert base_for([tuned, elsewhere, worse], tuned) is worse
    assert base_for([elsewhere, same], None) is elsewhere


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"seed": 7}, "seed: 42 against 7"),
        ({"seed": None}, "seed: 42 against not known"),
        ({"judge_version": "k"}, "judge version: j against k"),
        ({"compilers": "clang"}, "compiler: g++ against clang"),
        ({"code_version": "d"}, "code that samples: c against d"),
        (
            {"problem_set_fingerprint": "q"},
            "problem set (its problems and their tests): p against q",
        ),
    ],
)
def test_each_column_is_named(changed, named):
    assert differences(evaluation(), evaluation(**changed)) == [named]


def test_an_engine_that_is_not_named_is_the_model_itself():
    by_vllm = {**SETTINGS, "generation": {**SETTINGS["generation"], "engine": "vllm"}}
    named = ["generation.engine: transformers against vllm"]
    assert differences(evaluation(), evaluation(by_vllm)) == named
    assert not sampled_alike(evaluation(), evaluation(by_vllm))
    assert sampled_alike(evaluation(by_vllm), evaluation(by_vllm))


def test_a_language_that_is_not_named_is_cpp():
    """Neither of what is sampled here nor of an import, whose settings say no temperature."""
    in_python = {**SETTINGS, "prompt": {"template": "plain", "language": "python"}}
    in_cpp = {**SETTINGS, "prompt": {"template": "plain"}}
    imported, theirs = {"prompt": {"code_block": "last"}}, {"prompt": {"language": "python"}}
    named = "prompt.language: c++ against python"
    assert differences(evaluation(in_cpp), evaluation(in_python)) == [named]
    assert named in differences(evaluation(imported), evaluation(theirs))
    assert not sampled_alike(evaluation(in_cpp), evaluation(in_python))
    assert sampled_alike(evaluation(in_python), evaluation(in_python))
    assert sampled_alike(evaluation(in_cpp), evaluation())


def test_settings_are_named_by_their_path():
    other = {
        **SETTINGS,
        "generation": {"temperature": 0.2},
        "evaluation": {"max_cases": 5, "max_problems": 9},
    }
    assert differences(evaluation(), evaluation(other)) == [
        "generation.temperature: 0.7 against 0.2",
        "generation.max_new_tokens: 512 against not known",
        "evaluation.max_cases: None against 5",
    ]


@pytest.mark.parametrize(
    ("section", "setting", "alike"),
    [
        ("model", {"name": "a path to the same"}, True),
        ("model", {"dtype": "bfloat16"}, False),
        ("prompt", {"language": "python"}, False),
        ("generation", {"temperature": 0.2}, False),
        ("generation", {"a_newer_knob": 1}, True),
        ("evaluation", {"split": "train"}, False),
        ("evaluation", {"max_problems": 9}, True),
        ("judge", {"time_limit_s": 1.0}, True),
    ],
)
def test_sampled_alike_whatever_judges(section, setting, alike):
    other = {**SETTINGS, section: {**SETTINGS.get(section, {}), **setting}}
    assert sampled_alike(evaluation(), evaluation(other)) is alike
    assert sampled_alike(evaluation(other, judge_version="k"), evaluation()) is alike


def test_what_both_hold_is_kept(judged):
    base = [judged("a", "AC", 0), judged("a", "WA", 1), judged("b", "WA")]
    tuned = [judged("a", "WA", 3), judged("c", "AC")]
    before, after, left_out = keep_common_problems(base, tuned)
    assert [(row.problem_key, row.sample) for row in before] == [("a", 0)]
    assert [(row.problem_key, row.sample) for row in after] == [("a", 3)]
    assert left_out == [
        "2 problems of only one of the two left out, 1 kept",
        "1 sample left out where one of the two has more",
    ]
    assert keep_common_problems(base, base) == (base, base, [])
