"""Many policies in one run: the time budget, and what is raised once each had its turn."""

import time

import pytest
from prefect.logging import disable_run_logger
from prefect.states import Completed, Failed

from tasks.policy import raise_if_any_failed, while_time_is_left
from tinylora.errors import EvaluationsFailed, MetricFell

POLICIES = {"base": None, "c2": {"checkpoint_id": "c2"}, "c1": {"checkpoint_id": "c1"}}
FELL = Failed(message="pass@1 fell", data=MetricFell("pass@1 fell"))
BROKEN = Failed(message="no compiler", data=ValueError("no compiler"))


def test_policies_come_in_order_until_the_time_is_spent():
    assert list(while_time_is_left(POLICIES, 60)) == list(POLICIES.items())
    with disable_run_logger():
        found = while_time_is_left(POLICIES, 0.2)
        assert next(found) == ("base", None)
        time.sleep(0.3)
        assert list(found) == []


def test_all_well_raises_nothing():
    raise_if_any_failed([Completed(), Completed()])


def test_one_failure_is_raised_as_it_is():
    with pytest.raises(MetricFell, match=r"^pass@1 fell$"):
        raise_if_any_failed([Completed(), FELL])


def test_several_failures_are_named_together():
    with pytest.raises(EvaluationsFailed, match=r"2 tasks failed: no compiler; pass@1 fell"):
        raise_if_any_failed([BROKEN, Completed(), FELL])
