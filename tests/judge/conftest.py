import pytest

from tinylora.errors import JudgeFault
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

SETTINGS = {
    "time_limit_s": 0.5,
    "memory_limit_mb": 320,
    "output_limit_kb": 1024,
}


def pytest_generate_tests(metafunc):
    if "walled" in metafunc.fixturenames:
        metafunc.parametrize("walled", ["namespaces", "landlock"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def walled(request, tmp_path_factory):
    """A pool of two workers in each of the modes that stand between a program and the host."""
    try:
        pool = JudgePool(
            JudgeSettings(**SETTINGS, workers=2, isolation=request.param, compile_time_limit_s=2),
            tmp_path_factory.mktemp(request.param),
        )
    except JudgeFault as fault:
        if "canary" in str(fault):
            raise
        pytest.skip(f"{request.param}: {fault}")
    with pool:
        yield pool


@pytest.fixture(scope="session")
def pool(tmp_path_factory):
    """A pool as strong as this host offers."""
    settings = JudgeSettings(**SETTINGS, workers=2)
    with JudgePool(settings, tmp_path_factory.mktemp("judge")) as pool:
        yield pool
