import gc

import pytest
from scripted import Run, make_adapted
from scripted_programs import make_job

from tinylora.judge.pool import JudgePool


@pytest.fixture
def adapted():
    return make_adapted()


@pytest.fixture
def run(tmp_path):
    return lambda *args, **changes: Run(tmp_path, *args, **changes)


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    settings = make_job().judge
    gc.freeze()  # each training ends with a collection, of all that other tests left too
    with JudgePool(settings, tmp_path_factory.mktemp("judge"), check=False) as pool:
        yield pool
    gc.unfreeze()
