"""What threads of ours log: Prefect's own handler takes it."""

import logging
import threading
import uuid

import pytest
from prefect.exceptions import MissingContextError
from prefect.logging.handlers import APILogHandler

from tasks.thread_logs import FLOW_RUN, keep_lines_of_threads


@pytest.fixture
def kept():
    before = logging.getLogRecordFactory()
    keep_lines_of_threads()
    yield
    logging.setLogRecordFactory(before)


def logged_in_a_thread(name, caplog):
    said = threading.Thread(target=logging.getLogger(name).warning, args=("node b is refused",))
    said.start()
    said.join()
    return caplog.records[-1]


def test_a_line_of_a_thread_is_of_the_flow_run_of_its_process(kept, caplog, monkeypatch):
    run = uuid.uuid4()
    monkeypatch.setenv(FLOW_RUN, str(run))
    line = APILogHandler().prepare(logged_in_a_thread("tinylora.cluster.members", caplog))
    assert (line["flow_run_id"], line["message"]) == (str(run), "node b is refused")
    with pytest.raises(MissingContextError):  # other people's are not ours to name
        APILogHandler().prepare(logged_in_a_thread("httpx", caplog))


def test_without_a_worker_no_run_is_named(kept, caplog, monkeypatch):
    monkeypatch.delenv(FLOW_RUN, raising=False)
    with pytest.raises(MissingContextError):
        APILogHandler().prepare(logged_in_a_thread("tinylora.judge.pool", caplog))
