"""Where a judge is made from settings: the one place that knows which judge there is."""

from pathlib import Path

from tinylora.judge.judge import Cache
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings


def open_judge(
    settings: JudgeSettings, home: Path, cache: Cache | None = None, check: bool = True
) -> JudgePool:
    """Return a judge that is ready; leave it by `with`.

    Args:
        settings: limits, workers, isolation.
        home: the folder of this user's data; the judge works in `home/judge`.
        cache: what was judged before. None: the latest are remembered as long as the judge lives.
        check: judge the canaries first. False: whoever asked judges them.

    Raises:
        JudgeFault: no compiler, no walls this host can offer, or a canary that does not get its
            verdict.
    """
    return JudgePool(settings, home / "judge", cache, check)
