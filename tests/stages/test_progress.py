"""Whose the weights are is said when a run starts, and changes no identity."""

from tinylora.stages.evaluation.identity import conditions
from tinylora.stages.progress import report_origin


def test_the_origin_is_told_where_it_is_known():
    told = []
    report_origin("M by N, Apache-2.0", told.append)
    report_origin(None, told.append)
    assert [(one.message, one.always) for one in told] == [("model: M by N, Apache-2.0", True)]


def test_the_origin_is_no_condition_of_an_evaluation(settings):
    named = settings.override({"model.origin": "M by N, Apache-2.0"})
    assert conditions(named) == conditions(settings)
