"""How long ago, in words."""

from datetime import timedelta

import pytest

from tinylora.display import age


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"seconds": 0.4}, "0 seconds"),
        ({"seconds": 1}, "1 second"),
        ({"seconds": 119}, "1 minute"),
        ({"hours": 23, "minutes": 59}, "23 hours"),
        ({"days": 3, "hours": 23}, "3 days"),
    ],
)
def test_age_is_in_the_largest_unit_that_fits(passed, words):
    assert age(timedelta(**passed)) == words
