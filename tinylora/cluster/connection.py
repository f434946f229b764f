"""A connection of this process to a Ray cluster, and the sentences for why there is none."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from tinylora.cluster.settings import ExecutionSettings
from tinylora.errors import ClusterMissing
from tinylora.loopback import is_loopback

ANSWERS_WITHIN_S = 5.0


def cluster_faults(execution: ExecutionSettings) -> list[str]:
    """Return why the cluster of these settings cannot be asked; nothing where there is no why.

    Ray itself would wait for minutes for a head that does not answer.
    """
    if execution.engine == "local":
        return []
    try:
        import ray.util
    except ImportError as error:
        return [
            f"execution.engine is ray, and ray cannot be imported ({error}): install it here and "
            "on every node (.venv/bin/pip install -c constraints.txt -e '.[ray]'), or take "
            "execution.engine local"
        ]
    host, _, port = execution.address.rpartition(":")
    if is_loopback(host):
        host = ray.util.get_node_ip_address()  # that is where Ray then looks, for ever
    try:
        socket.create_connection((host, int(port)), ANSWERS_WITHIN_S).close()
    except (OSError, OverflowError, UnicodeError) as error:
        return [
            f"no Ray cluster answers at execution.address {execution.address} ({host}: {error}): "
            f"start its head there (ray start --head --port {port}), or correct the address"
        ]
    return []


@contextmanager
def connected(execution: ExecutionSettings) -> Iterator[ModuleType]:
    """Yield ray, connected to the cluster; one that this process is connected to stays so.

    Raises:
        ClusterMissing: ray is not installed, or the cluster does not answer.
    """
    for fault in cluster_faults(execution):
        raise ClusterMissing(fault)
    import ray

    mine = not ray.is_initialized()
    if mine:
        try:
            ray.init(
                execution.address,
                log_to_driver=False,
                logging_level=logging.WARNING,
                namespace="tinylora",
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ClusterMissing(
                f"Ray at {execution.address} does not take this process ({error}): make this "
                f"machine a node of it (ray start --address {execution.address} --num-cpus 0), "
                "with the same versions of ray and Python"
            ) from error
    try:
        yield ray
    finally:
        if mine:
            ray.shutdown()
