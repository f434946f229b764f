"""The error model, one page.

A bad program is a verdict, a bad row is a reject: both are data. What raises is ours to mend, and
each class names whose turn it is. Every message says what is wrong, shows the value, and ends with
the remedy.
"""

UNTYPED = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What PyYAML lets through of a value that is not what its tag says, such as `!!bool maybe`."""


LOST = {"TransportError", "ConnectionError", "Timeout", "TimeoutError"}
"""Names of exceptions of httpx, of requests and of Python where a connection is lost."""


class TinyLoRAError(Exception):
    """Base of everything this project raises on purpose."""


class SettingsError(TinyLoRAError):
    """A setting makes no sense: the user mends it."""


class SchemaDrift(TinyLoRAError):
    """A source lacks a column or changed its type: the reader or the revision is mended."""


class SourceMissing(TinyLoRAError):
    """Raw files or a model are not where the settings say."""


class SourceUnreachable(SourceMissing):
    """The hub did not answer: another try may reach it."""


class JudgeFault(TinyLoRAError):
    """The judge failed (no compiler, disk full, killed worker). Never a verdict or reward."""


class JudgeStopped(JudgeFault):
    """The whole judge can no longer be trusted, or was closed: no submission will be judged."""


class CheckerFault(JudgeFault):
    """A checker program does not compile, or fails: its problem is mended or left out."""


class ClusterMissing(TinyLoRAError):
    """The cluster that the settings name does not answer, or this process cannot join it."""


class CheckpointMismatch(TinyLoRAError):
    """A checkpoint is not of this base model or these settings; the message says what differs."""


class JobFailed(TinyLoRAError):
    """A child process ended badly; the message carries the last lines it wrote."""


class EngineFault(TinyLoRAError):
    """The program that samples rollouts did not do as asked. Never a rollout, never a reward."""


class RolloutMismatch(TinyLoRAError):
    """Rollouts were not sampled from what is trained; another try would not be either."""


class DiskFault(TinyLoRAError):
    """A file could not be written: room is made, and the same run started again goes on."""


class WarehouseBusy(TinyLoRAError):
    """Another process held the warehouse for longer than the retry budget."""


class WarehouseNewer(TinyLoRAError):
    """The warehouse, or a backup of one, was made by a newer version: the code is brought up."""


class BackupFault(TinyLoRAError):
    """An archive is no whole backup, or there is something where it is to go."""


class InUse(TinyLoRAError):
    """A running process uses what was to be replaced: it ends first, or is ended."""


class CorpusFault(TinyLoRAError):
    """A check of the warehouse found rows that must not be: the corpus is mended first."""


class QueryError(TinyLoRAError):
    """A question to the warehouse is not valid SQL: whoever asked mends it."""


class NotComparable(TinyLoRAError):
    """Two evaluations differ in more than the policy; the message names what differs."""


class StackFault(TinyLoRAError):
    """The local Prefect server or worker does not come up; the message says why and what to do."""


class EvaluationsFailed(TinyLoRAError):
    """Some evaluations of many did not finish; the others are stored."""


class MetricFell(TinyLoRAError):
    """A metric of a policy fell by more than its interval; the message says what to look at."""


def not_fetched(why: Exception, message: str) -> SourceMissing:
    """Return the error for something that a hub did not hand over.

    Args:
        why: what the hub's client raised. A lost connection, or one that it came of, is known by
            its class's name: each client has HTTP libraries of its own.
        message: for the user.
    """
    at: BaseException | None = why
    while at is not None:
        names = {one.__name__ for one in type(at).__mro__}
        if names & LOST and "OfflineModeIsEnabled" not in names:
            return SourceUnreachable(message)
        at = at.__cause__ or at.__context__
    return SourceMissing(message)
