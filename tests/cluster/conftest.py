import pytest

from benchmarks.ray_nodes import ENVIRONMENT, Nodes


@pytest.fixture(scope="session")
def nodes(tmp_path_factory):
    """Two nodes of one core each, called a and b."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        pytest.importorskip("ray", reason="ray is not installed: pip install -e '.[ray]'")
        with Nodes(tmp_path_factory.mktemp("nodes")) as cluster:
            cluster.add("a")
            cluster.add("b")
            yield cluster
