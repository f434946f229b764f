"""A small corpus of real raw files in a fresh warehouse."""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.warehouses import new_warehouse
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest

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
    store = new_warehouse(home / "warehouse.duckdb")
    return fill(store, corpus, home).path


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def warehouse(home):
    store = new_warehouse(home / "warehouse.duckdb")
    return store


@pytest.fixture
def corpus():
    return CorpusSettings(sources=(TRAIN, TEST))


@pytest.fixture
def settings(corpus, demo_model):
    return Settings(corpus=corpus, model=demo_model)


@pytest.fixture(scope="session")
def corpora(tmp_path_factory):
    """A function from a corpus's settings in JSON to a home with it, made when first asked for."""

    @cache
    def home_with(corpus):
        home = tmp_path_factory.mktemp("corpus")
        ingested_in(home, CorpusSettings.model_validate_json(corpus))
        return home

    return home_with


@pytest.fixture
def filled(warehouse, corpus, home, corpora):
    """The corpus in a warehouse that a test may write to."""
    shutil.copytree(corpora(corpus.model_dump_json()), home, dirs_exist_ok=True)
    return warehouse


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
