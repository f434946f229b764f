"""Ray nodes on this host, on the loopback interface alone, each with a home of its own."""

import os
import secrets
import shutil
import socket
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from tinylora.cluster.settings import ExecutionSettings

PORTS = (
    *("metrics_agent_port", "dashboard_agent_listen_port"),
    *("runtime_env_agent_port", "metrics_export_port"),
)
STORE_BYTES = 100 * 1024 * 1024


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Nodes:
    """A cluster whose head has no cores."""

    def __init__(self, folder):
        from ray.cluster_utils import Cluster

        self.folder = folder
        self._cluster = Cluster()
        self._temporary = Path(tempfile.mkdtemp(prefix="ray-"))  # sockets have short names
        self._add(num_cpus=0, include_dashboard=False, no_monitor=True)

    @property
    def execution(self):
        return ExecutionSettings(engine="ray", address=self._cluster.address)

    def home(self, name):
        return self.folder / name

    def add(self, name, **environment):
        """Add a node of one core."""
        environment = {"TINYLORA_HOME": str(self.home(name)), **environment}
        return self._add(num_cpus=1, node_name=name, env_vars=environment)

    def kill(self, node):
        self._cluster.remove_node(node, allow_graceful=False)

    def close(self):
        self._cluster.shutdown()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _add(self, **how):
        ports = {name: free_port() for name in PORTS}
        node_id = secrets.token_hex(28)
        with self._known(ports, node_id):
            return self._cluster.add_node(
                **ports,
                node_id=node_id,
                node_ip_address="127.0.0.1",
                object_store_memory=STORE_BYTES,
                include_log_monitor=False,
                temp_dir=str(self._temporary),
                **how,
            )

    @contextmanager
    def _known(self, ports, node_id):
        """Write down a node's ports before its agents do.

        Ray waits 15 s for the agents to say what they were told, and then gives the node up; where
        others use all cores they take longer to start. Nothing here asks them anything.
        """
        is_there = threading.Event()

        def write():
            while not is_there.wait(0.1):
                for session in self._temporary.glob("session_*"):
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


@pytest.fixture(scope="session")
def nodes(tmp_path_factory):
    """Two nodes of one core each, called a and b."""
    folder = tmp_path_factory.mktemp("nodes")
    checkout = str(Path(__file__).resolve().parents[2])
    with pytest.MonkeyPatch.context() as patch:
        # Ray reads it when it is imported: with it 127.0.0.1 stays what it is.
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_raylet_start_wait_time_s", "180")
        patch.setenv("PYTHONPATH", os.pathsep.join([checkout, os.environ.get("PYTHONPATH", "")]))
        pytest.importorskip("ray", reason="ray is not installed: pip install 'tinylora[ray]'")
        cluster = Nodes(folder)
        try:
            cluster.add("a")
            cluster.add("b")
            yield cluster
        finally:
            cluster.close()
