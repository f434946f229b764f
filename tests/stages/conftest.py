"""A small corpus of real raw files in a fresh warehouse."""

import json
from pathlib import Path

import pytest

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
RAW = CHECKOUT / "samples" / "raw"
TRAIN = SourceSettings(dataset="luogu_dpo", split="train", path="samples/raw/luogu_dpo")
TEST = SourceSettings(dataset="code_contests", split="test", path="samples/raw/code_contests")


def fill(store, corpus, home):
    """Put the corpus into the warehouse."""
    for source in corpus.sources:
        ingest(source, corpus, store, home)
    mark_duplicates(store)
    return store


def ingested_in(home, corpus):
    """Return the file of a new warehouse with the corpus in it, for tests to copy."""
    store = Warehouse(home / "warehouse.duckdb")
    store.migrate()
    return fill(store, corpus, home).path


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def warehouse(home):
    store = Warehouse(home / "warehouse.duckdb")
    store.migrate()
    return store


@pytest.fixture
def corpus():
    return CorpusSettings(sources=(TRAIN, TEST))


@pytest.fixture
def settings(corpus, demo_model):
    return Settings(corpus=corpus, model=demo_model)


@pytest.fixture
def filled(warehouse, corpus, home):
    return fill(warehouse, corpus, home)


@pytest.fixture
def luogu_copy(tmp_path):
    """The luogu file where a test may change it, and the source that reads it."""
    folder = tmp_path / "luogu"
    folder.mkdir()
    (original,) = (RAW / "luogu_dpo").glob("*.json")
    rows = json.loads(original.read_text(encoding="utf-8"))
    path = folder / original.name

    def write(chosen):
        path.write_text(json.dumps(chosen), encoding="utf-8")

    write(rows)
    return rows, write, SourceSettings(dataset="luogu_dpo", split="train", path=str(folder))


@pytest.fixture
def no_model():
    return ModelSettings(name="package:no_such_package/model.gguf")
