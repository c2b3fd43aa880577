# Every target makes the environment that it needs; a second run reuses it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV) …" >&2
	@$(PIP_INSTALL) -r requirements/runtime.txt
	@touch $@

$(VENV)/.try: requirements/try.txt $(VENV)/.runtime
	@echo "Installing the locked packages of the local page into $(VENV) …" >&2
	@$(PIP_INSTALL) -r requirements/try.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing the locked development tools into $(VENV) …" >&2
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@

# PyTorch's hash would be that of a build with CUDA; see requirements/unlocked.txt.
TORCH ?= torch==2.13.0

$(VENV)/.eval: requirements/eval.txt $(VENV)/.runtime
	@echo "Installing the locked rivals into $(VENV) (large, for measuring only) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	@$(PIP_INSTALL) --no-deps -r requirements/eval.txt
	@touch $@

# Q reaches the program through the environment, so that no character of it means anything to a shell.
.PHONY: ask
ask: export STUDY_BOT_QUESTION = $(value Q)
ask: $(VENV)/.runtime ## Answer one question: make ask Q="What is SEA?" (without Q: a chat prompt)
	@if [ -n "$$STUDY_BOT_QUESTION" ]; then $(BIN)/python -m bot ask -- "$$STUDY_BOT_QUESTION"; else $(BIN)/python -m bot ask; fi

.PHONY: try
try: $(VENV)/.try ## Try the whole bot in a local browser page: no token, no network
	@$(BIN)/python -m bot try

.PHONY: run
run: $(VENV)/.runtime ## Run the bot on Discord (token in DISCORD_TOKEN or DISCORD_TOKEN_FILE)
	@$(BIN)/python -m bot run

.PHONY: check
check: $(VENV)/.runtime ## Load the knowledge base and report what is wrong, or a summary
	@$(BIN)/python -m bot check

.PHONY: eval
eval: $(VENV)/.runtime ## Measure the answers: the whole table, or one file: make eval EVAL=questions.jsonl
	@$(BIN)/python -m tools.evaluation $(or $(EVAL),--sample $(or $(SAMPLE),0))

.PHONY: eval-all
eval-all: $(VENV)/.eval ## The same, compared with rapidfuzz, BM25, FTS5 and MiniLM: make eval-all SAMPLE=1000
	@$(BIN)/python -m tools.evaluation --all --rivals --sample $(or $(SAMPLE),1000)

.PHONY: fit
fit: $(VENV)/.eval ## Fit the weights of the search (bot/answering/fitted_weights.py)
	@PYTHONPATH=. $(BIN)/python tools/fit.py

.PHONY: floors
floors: $(VENV)/.runtime ## Print a new tests/evaluation/floors.toml from the current figures
	@$(BIN)/python -m tools.evaluation --floors

.PHONY: test
test: $(VENV)/.dev ## Run the tests, on all processors
	@$(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: search-faults
search-faults: $(VENV)/.dev ## Look for new faults: every property test with very many random examples
	@$(BIN)/python -m pytest -n auto --dist loadfile -m hypothesis --hypothesis-profile=search $(TESTS) \
		|| { echo "Keep what it found: copy each falsifying example into an @example(…) above the" \
			"property's @given, so that every later run of make test tries it." >&2; exit 1; }

.PHONY: bench
bench: $(VENV)/.dev ## Measure how fast an answer is, and a reply compared with that of the smallest possible bot
	@PYTHONPATH=. $(BIN)/python tests/bench
	@echo
	@$(BIN)/python -m tests.wire.bench

.PHONY: bench-all
bench-all: $(VENV)/.eval ## The same, and on made-up bases of 1,000 and 10,000 entries
	@PYTHONPATH=. $(BIN)/python tests/bench --scaled

.PHONY: bench-wire
bench-wire: $(VENV)/.dev ## Measure the bot on a loopback Discord, compared with the smallest possible bot
	@$(BIN)/python -m tests.wire.bench

.PHONY: bench-servers
bench-servers: $(VENV)/.runtime ## Measure ten thousand servers with revisions of their own, and one with very many
	@PYTHONPATH=. $(BIN)/python tests/bench/servers.py

.PHONY: load
load: $(VENV)/.dev ## Ask the bot everything, and by many at once, on a loopback Discord
	@$(BIN)/python -m pytest tests/wire/test_load.py --full

.PHONY: proofs
proofs: proofs-forged proofs-storm proofs-kills proofs-soak ## Everything that may go wrong, one after the other

.PHONY: proofs-kills
proofs-kills: $(VENV)/.dev ## Kill the bot 200 times each while people curate and review, on both databases
	@$(BIN)/python -m pytest tests/storage/test_killed.py tests/storage/test_reviews_killed.py \
		tests/storage/test_crowd.py tests/wire/test_curation_killed.py --full

# Most of its time is waiting for the simulation, so that more processes than processors help.
.PHONY: proofs-forged
proofs-forged: $(VENV)/.dev ## Send 100,000 presses and forms that no honest client sends
	@$(BIN)/python -m pytest tests/cogs/test_forged.py --full -n 8

.PHONY: proofs-storm
proofs-storm: $(VENV)/.dev ## Let Discord fail 1,000 times and the line be cut 100 times
	@$(BIN)/python -m pytest tests/wire/test_storm.py --full

.PHONY: proofs-soak
proofs-soak: $(VENV)/.dev ## Let 200 people on 20 servers go on for half an hour
	@$(BIN)/python -m pytest tests/wire/test_soak.py --full

.PHONY: bench-files
bench-files: $(VENV)/.dev ## Measure for how long any file that somebody uploads makes the bot stand still
	@PYTHONPATH=. $(BIN)/python tests/bench/files.py

.PHONY: proofs-quiz
proofs-quiz: $(VENV)/.dev ## Play a hundred quiz rounds at once; kill the bot in rounds 200 times on each database
	@$(BIN)/python -m pytest tests/wire/test_rounds.py tests/wire/test_rounds_killed.py --full -s

.PHONY: lint
lint: $(VENV)/.dev ## Lint; check the formatting, the types and who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

.PHONY: format
format: $(VENV)/.dev ## Put the code into the house format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

.PHONY: schema
schema: $(VENV)/.runtime ## Write the JSON Schemas for editors from the models
	@$(BIN)/python -m bot schema

.PHONY: layers
layers: $(VENV)/.runtime ## Draw the layers in docs/architecture.md from pyproject.toml
	@$(BIN)/python tools/layers.py

.PHONY: pictures
pictures: $(VENV)/.dev ## Take the pictures in docs/images (needs Chromium)
	@PYTHONPATH=. $(BIN)/python tools/pictures.py

.PHONY: lock
lock: $(BIN)/python ## Resolve the dependencies and lock them (names, versions and hashes only)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9.8'
	@$(BIN)/uv pip compile pyproject.toml -o requirements/runtime.txt $(UV_LOCK)
	@$(BIN)/uv pip compile pyproject.toml --extra try -c requirements/runtime.txt -o requirements/try.txt $(UV_LOCK)
	@$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements/runtime.txt -c requirements/try.txt -o requirements/dev.txt $(UV_LOCK)
	@$(BIN)/uv pip compile pyproject.toml --extra postgresql -c requirements/dev.txt -o requirements/postgresql.txt $(UV_LOCK)
	@$(BIN)/uv pip compile pyproject.toml --extra eval -c requirements/dev.txt --excludes requirements/unlocked.txt -o requirements/eval.txt $(UV_LOCK)

UV_LOCK := --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: clean
clean: ## Remove the environment and everything that tools left behind
	@rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
