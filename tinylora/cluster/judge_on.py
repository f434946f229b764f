"""Where a run's judge is made: on this host, or on the nodes of a cluster."""

from pathlib import Path

from tinylora.cluster.settings import ExecutionSettings
from tinylora.judge.judge import Cache, Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings


def judge_on(
    execution: ExecutionSettings, settings: JudgeSettings, home: Path, cache: Cache | None = None
) -> Judge:
    """Return a judge that is ready; leave it by `with`.

    Args:
        execution: where it judges.
        settings: limits, workers, isolation.
        home: the folder of this user's data; the judge works in `home/judge`.
        cache: what was judged before. None: the latest are remembered as long as the judge lives.

    Raises:
        JudgeFault: no compiler, no walls this host can offer, a canary that does not get its
            verdict, or no node that judges as this host does.
        ClusterMissing: the cluster does not answer.
    """
    if execution.engine == "local":
        return open_judge(settings, home, cache)
    from tinylora.cluster.cluster_judge import ClusterJudge

    return ClusterJudge(settings, execution, home, cache)
