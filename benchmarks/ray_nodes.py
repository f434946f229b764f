"""Ray nodes on this host, on the loopback interface alone, each with a home of its own.

For benchmarks and tests. `ray start` makes nodes for work (docs/scaling.md).
"""

import os
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tinylora.cluster.settings import ExecutionSettings

ENVIRONMENT = {
    # Ray reads it when it is imported: so 127.0.0.1 stays what it is.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_raylet_start_wait_time_s": "180",
    # By itself Ray lets everybody else on the host go first.
    "RAY_worker_niceness": "0",
    "PYTHONPATH": os.pathsep.join(
        [str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]
    ),
}
"""What is to be set before ray is imported."""
PORTS = (
    *("metrics_agent_port", "dashboard_agent_listen_port"),
    *("runtime_env_agent_port", "metrics_export_port"),
)
STORE_BYTES = 100 * 1024 * 1024


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Nodes:
    """A cluster whose head has no cores; a context manager.

    Args:
        folder: the nodes' homes lie in it.
    """

    def __init__(self, folder: Path) -> None:
        from ray.cluster_utils import Cluster

        self.folder = folder
        self._cluster = Cluster()
        self._temporary = Path(tempfile.mkdtemp(prefix="ray-"))  # sockets have short names
        os.environ["RAY_TMPDIR"] = str(self._temporary)
        self._add({}, num_cpus=0, include_dashboard=False, no_monitor=True)

    @property
    def execution(self) -> ExecutionSettings:
        """The settings that name this cluster."""
        return ExecutionSettings(engine="ray", address=self._cluster.address)

    def home(self, name: str) -> Path:
        """Return the home of a node."""
        return self.folder / name

    def add(self, name: str, **environment: str) -> Any:
        """Add a node of one core."""
        environment = {"TINYLORA_HOME": str(self.home(name)), **environment}
        return self._add(environment, num_cpus=1, node_name=name)

    def kill(self, node: Any) -> None:
        """Kill all processes of a node."""
        self._cluster.remove_node(node, allow_graceful=False)

    def close(self) -> None:
        """End the cluster."""
        self._cluster.shutdown()
        del os.environ["RAY_TMPDIR"]
        shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(self, environment: dict[str, str], **how: Any) -> Any:
        ports = {name: free_port() for name in PORTS}
        node_id = secrets.token_hex(28)
        with self._known(ports, node_id):
            return self._cluster.add_node(
                **ports,
                env_vars={"RAY_OVERRIDE_NODE_ID_FOR_TESTING": node_id, **environment},
                node_ip_address="127.0.0.1",
                object_store_memory=STORE_BYTES,
                include_log_monitor=False,
                **how,
            )

    @contextmanager
    def _known(self, ports: dict[str, int], node_id: str) -> Iterator[None]:
        """Write down a node's ports before its agents do.

        Ray waits 15 s for the agents to say what they were told, and then gives the node up; where
        others use all cores they take longer to start. Nothing here asks them anything.
        """
        is_there = threading.Event()

        def write() -> None:
            while not is_there.wait(0.1):
                for session in self._temporary.glob("ray/session_*"):
                    for name, port in ports.items():
                        path = session / f"{name}_{node_id}"
                        if not session.is_symlink() and not path.exists():
                            path.write_text(str(port))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            yield
        finally:
            is_there.set()
            writer.join()
