# Everything Tieline needs on a machine with Python 3.11 or newer and make. `make help` lists the targets.
.DEFAULT_GOAL := help
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := TIELINE_DATA_DIR=.demo TIELINE_DATABASE_URL= TIELINE_KEYS_DATABASE_URL=
WORKERS ?= 2

.PHONY: help demo test check tests browser bench screenshots samples lock clean

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(VENV)/.run ## set up, load the published history and an invented portfolio, serve them on http://127.0.0.1:$(PORT)
	@$(DEMO) $(BIN)/tieline import samples/procter-retailers.csv
	@$(DEMO) $(BIN)/tieline policy change --command-id sample-policy-2 --on 2023-07-01 --set attention.quiet=90 --set showcases.in_total=14 --reason "Drawn up anew with the account managers"
	@$(DEMO) $(BIN)/tieline record samples/portfolio.jsonl
	@$(DEMO) $(BIN)/tieline serve --port $(PORT)

test: check tests ## set up what is missing and run every check

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: $(VENV)/.test browser
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

browser: $(VENV)/.test
	@sh tests/browser/install_chromium.sh $(BIN)/playwright

bench: $(VENV)/.test browser ## measure against hand-written SQL, and the pages against an empty one (docs/performance.md)
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.browsing

screenshots: $(VENV)/.test browser ## write pictures of every page, light, dark and 420 px, to .screenshots/
	TIELINE_SCREENSHOTS=.screenshots $(BIN)/pytest tests/browser -k screenshot -n 0

samples: $(VENV)/.run ## invent the sample portfolio anew; the same seed gives the same file
	$(BIN)/python -m samples.invented > samples/portfolio.jsonl

lock: ## pin the dependencies anew, with hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra test pyproject.toml -o requirements-test.lock
	echo setuptools | uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements-test.lock pyproject.toml - -o requirements.lock

clean: ## remove what was built and the demo's data
	rm -rf $(VENV) .demo .screenshots build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tieline needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
