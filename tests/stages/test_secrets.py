"""A secret of the environment is found in nothing that is written, and in no judged program."""

import base64
import json

import duckdb
import pytest

from tinylora.policy.settings import GenerationSettings
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation.evaluate import evaluate
from tinylora.stages.upkeep.backup import back_up

PLANTED = {
    "HF_TOKEN": "hf_kQz7PlantedWordOfTheHub9w",
    "PREFECT_API_KEY": "pnu_kQz7PlantedWordOfPrefect9w",
    "MODELSCOPE_API_TOKEN": "ms-kQz7PlantedWordOfModelScope9w",
}
"""What people keep in their environment for this project's programs."""
CPP = r"""
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
extern char **environ;
int main() {
    for (char **one = environ; *one; one++) puts(*one);
    for (int pid = 0; pid < 400; pid++) {
        std::string where = pid ? std::to_string(pid) : "self", word;
        std::ifstream file("/proc/" + where + "/environ");
        while (std::getline(file, word, '\0')) std::cout << word << "\n";
    }
    puts("looked");
}
"""
PYTHON = """
import glob, os
for name in os.environ: print(name, os.environ[name])
for path in ["/proc/self/environ", *glob.glob("/proc/[0-9]*/environ")]:
    try: print(open(path, "rb").read())
    except OSError: pass
print("looked")
"""
COMPILED_IN = [
    '#include "/proc/self/environ"\nint main() {}\n',
    'asm(".incbin \\"/proc/self/environ\\"");\nint main() {}\n',
    "int main() { return HF_TOKEN; }\n",
]


@pytest.fixture
def planted(monkeypatch):
    for name, value in PLANTED.items():
        monkeypatch.setenv(name, value)


def forms():
    """Return the planted words as they would be written: as they are, and as a header has them."""
    plain = [value.encode() for value in PLANTED.values()]
    return [*plain, *(base64.b64encode(value)[4:-4] for value in plain)]


def leaks(home):
    """Return where a planted word is: files, and columns of the warehouse, which compresses."""
    found = [
        path.name
        for path in home.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms())
    ]
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        columns = "select table_name, column_name from duckdb_columns() join duckdb_tables() "
        for table, column in connection.execute(f"{columns} using (table_name)").fetchall():
            for form in forms():
                holds = f'select count(*) from "{table}" where contains("{column}"::varchar, ?)'
                if connection.execute(holds, [form.decode()]).fetchall() != [(0,)]:
                    found.append(f"{table}.{column}")
    return found


def test_a_leak_would_be_found(warehouse, home):
    with warehouse.writing() as transaction:
        row = {"code_version": "c", "file": PLANTED["HF_TOKEN"], "digest": "d"}
        transaction.insert("code_files", [row])
    (home / "log").write_text(f"Authorization: {PLANTED['PREFECT_API_KEY']}\n")
    assert {"log", "code_files.file"} <= {*leaks(home)}


def test_no_secret_is_in_what_ingest_and_judge_write_or_judged_programs_see(
    planted, warehouse, corpus, home, tmp_path, tinylora
):
    for source in corpus.sources:
        ingest(source, corpus, warehouse, home)
    case = [{"input": "", "output": "nothing"}]
    rows = [{"source": source, "test_cases": case} for source in (CPP, *COMPILED_IN)]
    rows.append({"source": PYTHON, "language": "python", "test_cases": case})
    file = tmp_path / "programs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = tinylora(home, "judge", file, "--json")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["verdict"] for one in answers][::4] == ["WA", "WA"], "they did not look"
    assert all("looked" in answers[place]["first_failure"]["actual"] for place in (0, 4))
    words = done.stdout + done.stderr
    assert not any(value in words for value in PLANTED.values())
    kept = back_up(warehouse, home, tmp_path / "kept.tar").file
    assert not any(form in kept.read_bytes() for form in forms())
    assert leaks(home) == []


@pytest.mark.slow
def test_no_secret_is_in_what_an_evaluation_writes(
    planted, settings, filled, home, demo_model_home
):
    (home / "models").symlink_to(demo_model_home / "models")
    few = settings.evaluation.model_copy(update={"max_problems": 1, "samples_per_problem": 1})
    sampled = GenerationSettings(max_new_tokens=8, batch_size=1)
    chosen = settings.model_copy(update={"evaluation": few, "generation": sampled})
    done = evaluate(chosen, filled, home)
    folder = home / "jobs" / done.evaluation_id
    assert {"job.json", "events.jsonl", "output.log"} <= {path.name for path in folder.iterdir()}
    assert filled.rows("select_finished_among", evaluation_ids=[done.evaluation_id])
    assert leaks(home) == []
