"""The machine as tasks: what is missing is said before anything long begins."""

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.retries import RETRIES
from tinylora.errors import SettingsError
from tinylora.paths import home
from tinylora.settings import Settings
from tinylora.stages.preflight import faults
from tinylora.stages.verify import verify

VERIFY_LIMIT_S = 1800
GPU = ["gpu"]
"""The tag of what loads a model: `prefect concurrency-limit create gpu 1` lets one do so at a time
(docs/team.md)."""


@task(task_run_name="check the machine", cache_policy=NO_CACHE, **RETRIES)
def check_machine(settings: Settings) -> None:
    """Fail with one sentence per thing that is missing.

    Raises:
        SettingsError: compiler, disk or model are not there.
        SourceUnreachable: the hub that has the model does not answer.
    """
    found = faults(settings, home())
    if found:
        raise SettingsError("; ".join(found))


@task(
    task_run_name="walk the pipeline",
    tags=GPU,
    cache_policy=NO_CACHE,
    persist_result=False,
    timeout_seconds=VERIFY_LIMIT_S,
)
def walk_pipeline(settings: Settings) -> None:
    """Log each step of the walk and keep them as a table artifact.

    Raises:
        SettingsError: a step does not work; the message is that step's.
    """
    steps = []
    for step in verify(settings, home()):
        get_run_logger().info(f"{step.name}: {step.detail}")
        steps.append(step)
    create_table_artifact(key="verify-pipeline", table=[vars(step) for step in steps])
    broken = [f"{step.name}: {step.detail}" for step in steps if not step.works]
    if broken:
        raise SettingsError("; ".join(broken))
