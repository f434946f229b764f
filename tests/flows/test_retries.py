"""Which failures of a task are tried again."""

import pytest
from prefect.states import Failed

from tasks.retries import is_transient
from tinylora.errors import CheckerFault, JobFailed, JudgeFault, SettingsError, WarehouseBusy


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (JudgeFault("a runner died"), True),
        (CheckerFault("the checker of problem 7 does not compile"), False),
        (JobFailed("killed"), True),
        (WarehouseBusy("held for a minute"), True),
        (SettingsError("training.steps"), False),
    ],
)
def test_what_time_or_a_fresh_process_can_mend_is_tried_again(error, again):
    assert is_transient(None, None, Failed(data=error)) is again
