# The one front door. `make` lists what there is.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve check test fuzz soak kills load mutants office bench audit dist keep ahead tools clean

# What is never imported need not be compiled: that takes half of the time to install it all.
PIP_QUICKLY := --quiet --disable-pip-version-check --no-compile

# What is imported is compiled once, also where the shell says that nothing is to be kept: tests and builds
# start hundreds of programs, and each would take three times as long to begin.
export PYTHONDONTWRITEBYTECODE :=

# Where packages were kept beside the sources, they are taken from there, and no network is asked.
ifneq ($(wildcard packages),)
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := $(CURDIR)/packages
endif

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
	$(BIN)/zizmor --offline --quiet .github/workflows
	$(BIN)/solieuhoi check

test: check tools ## everything above, then all tests, side by side
	$(BIN)/pytest --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder

fuzz: $(VENV)/.dev ## 50,000 spoiled files: refused, or accepted as they were meant (FUZZ="--bytes 60": any bytes for an hour)
	$(BIN)/python -m tests.ingest $(FUZZ)

soak: $(VENV)/.dev ## 500 edits and mishaps on one record, each looked at (SOAK="--commits 50 --seed 7": others)
	$(BIN)/python -m tests.soak $(SOAK)

kills: $(VENV)/.dev ## 500 builds, each killed at another moment (KILLS="--kills 50 --seed 7": others)
	$(BIN)/python -m tests.kills $(KILLS)

load: $(VENV)/.dev tools ## a thousand requests a second for a minute, alone and during a publication (wants wrk, too)
	$(BIN)/python -m tests.load $(LOAD)

mutants: $(VENV)/.mutants ## how many of 400 small faults in what checks and measures the tests catch (MUTANTS="--mutants 50 --seed 7")
	$(VENV)/mutants/bin/python tools/mutants/run.py $(MUTANTS)

office: $(VENV)/.dev ## forms through LibreOffice, as an official's hands would, to the page; apart, for it is large to install
	@deploy/install-tools.sh soffice nginx git
	$(BIN)/pytest tests/office

bench: $(VENV)/.dev tools ## the benchmarks, each a ratio measured in one run (BENCH_SCALE=small: minutes)
	$(BIN)/pytest tests/benches
	$(BIN)/python -m bench $(if $(filter small,$(BENCH_SCALE)),--small)

audit: $(VENV)/.supply ## known faults of the packages, or a line that says that they could not be asked for
	$(VENV)/supply/bin/python tools/supply/audit.py requirements.lock $(AUDIT)

dist: $(VENV)/.runtime $(VENV)/.supply ## wheel, source archive and list of parts (CycloneDX), the same bytes whenever they are made
	$(BIN)/hatchling build --directory dist
	$(VENV)/supply/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file dist/solieuhoi.cdx.json requirements.lock

keep: $(VENV)/.dev ## what was committed last, with its packages, in dist/kept: there `make site` works without a network; tried
	rm -rf dist/kept
	mkdir -p dist/kept/packages
	git archive HEAD | tar x -C dist/kept
	$(BIN)/pip download --quiet --disable-pip-version-check --require-hashes --dest dist/kept/packages -r requirements.lock
	$(BIN)/python -c 'import platform as p; print("Python", p.python_version(), "on", p.platform())' > dist/kept/packages/python.txt
	$(BIN)/pytest tests/kept

ahead: $(VENV)/.dev tools ## the tests with every package at its newest; afterwards `make check` brings back what is locked
	rm $(VENV)/.dev $(VENV)/.runtime
	$(BIN)/python tools/supply/one_step_up.py > $(VENV)/ahead.txt
	$(BIN)/pip install $(PIP_QUICKLY) --upgrade -r $(VENV)/ahead.txt
	$(BIN)/pytest --numprocesses auto --dist loadfile

tools: ## the programs that the tests drive: Chromium, nginx, git
	@deploy/install-tools.sh chromium-headless-shell/chromium nginx git

clean: ## remove the site, caches and the virtual environment
	rm -rf site .site-* $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A virtual environment from the hash-locked file; the marker says which lock it was made from.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || \
	  { echo "Python 3.11.5 or newer is needed: make PYTHON=/path/to/python3 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install $(PIP_QUICKLY) --require-hashes -r requirements.lock
	$(BIN)/pip install $(PIP_QUICKLY) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/pip install $(PIP_QUICKLY) --require-hashes -r requirements-dev.lock
	@touch $@

# The maker of mutants brings many packages of its own; beside it stand those that the tests need.
$(VENV)/.mutants: requirements-dev.lock | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/mutants
	$(VENV)/mutants/bin/pip install $(PIP_QUICKLY) --require-hashes -r requirements-dev.lock
	$(VENV)/mutants/bin/pip install $(PIP_QUICKLY) mutmut==3.8.1
	@touch $@

# What looks at packages has many of its own, so it stands apart.
$(VENV)/.supply: requirements-supply.lock | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/supply
	$(VENV)/supply/bin/pip install $(PIP_QUICKLY) --require-hashes -r requirements-supply.lock
	@touch $@
