# The one front door. `make` lists what there is.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve check test fuzz office bench tools clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/.runtime ## set everything up and build data/ into site/
	$(BIN)/solieuhoi build

serve: $(VENV)/.runtime ## live preview on http://127.0.0.1:8000
	$(BIN)/solieuhoi serve

check: $(VENV)/.dev ## lint, types, import contract, data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/solieuhoi check

test: check tools ## everything above, then all tests, side by side
	$(BIN)/pytest --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder

fuzz: $(VENV)/.dev ## 50,000 spoiled files: refused, or accepted as they were meant (FUZZ="--files 1000 --seed 7": others)
	$(BIN)/python -m tests.ingest $(FUZZ)

office: $(VENV)/.dev ## forms through LibreOffice, as an official's hands would, to the page; apart, for it is large to install
	@deploy/install-tools.sh soffice nginx git
	$(BIN)/pytest tests/office

bench: $(VENV)/.dev tools ## the benchmarks, each a ratio measured in one run (BENCH_SCALE=small: minutes)
	$(BIN)/python -m bench $(if $(filter small,$(BENCH_SCALE)),--small)

tools: ## the programs that the tests drive: chromium, nginx, git
	@deploy/install-tools.sh chromium nginx git

clean: ## remove the site, caches and the virtual environment
	rm -rf site .site-* $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A virtual environment from the hash-locked file; the marker says which lock it was made from.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || \
	  { echo "Python 3.11.5 or newer is needed: make PYTHON=/path/to/python3 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
