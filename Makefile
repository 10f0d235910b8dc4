# Everything a contributor runs. `make help` lists it. The virtual environment is made when it is needed.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
TESTED := $(VENV)/.installed-test
SEED   := seeds/002_6ffa8ed9f492db8e.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports wheel bench docs fix clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml constraints-ci.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints-ci.txt --editable .
	@touch $@

$(TESTED): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints-ci.txt --editable '.[test,dev]'
	@touch $@

demo: $(STAMP) ## Summarise a real report offline; no key, no network
	@$(BIN)/summarize --engine offline $(SEED) || test $$? -eq 1

test: $(TESTED) ## Run the tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

lint: $(TESTED) ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

fix: $(TESTED) ## Mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(TESTED) ## Check types, strictly
	$(BIN)/mypy

imports: $(TESTED) ## Check that imports point inwards
	$(BIN)/lint-imports

wheel: $(TESTED) ## Build the wheel and check what is in it
	rm -rf dist
	$(BIN)/python -m build --no-isolation --wheel --outdir dist
	$(BIN)/check-wheel-contents dist

bench: $(TESTED) ## Measure start-up, speed and detection
	@$(BIN)/python -m bench

docs: $(TESTED) ## Write what is generated: command help, JSON Schema
	$(BIN)/python tests/generated.py --write

clean: ## Remove what was built; the virtual environment stays
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
