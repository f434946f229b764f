"""What the tests of mathematics share."""

import pytest


@pytest.fixture(scope="session")
def answers():
    """Yield a checker of mathematical answers with one worker, half a second for each."""
    from tinylora.mathematics.answer import AnswerChecker
    from tinylora.mathematics.settings import CheckSettings

    with AnswerChecker(CheckSettings(time_limit_s=0.5, workers=1)) as checker:
        yield checker
