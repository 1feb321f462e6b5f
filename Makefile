# Everything a person or a machine does with Sapa. It needs Python 3.11 or newer and sets up the
# rest in .venv: no activated environment, no tool of the system.

PYTHON ?= python3
ARGS ?=
NAME ?=

BIN := .venv/bin
PY := $(BIN)/python
READY := .venv/.ready

unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test check fix bench locales model migration audit chromium \
	checks lint types layers dependencies dead-code catalogs history

help: ## Show what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## See the main job without a token: open the page it names
	@$(BIN)/sapa demo $(ARGS)

run: $(READY) ## Run the bot with the settings in .env
	@$(BIN)/sapa run $(ARGS)

test: $(READY) chromium ## Run every test
	@$(PY) -m pytest -n 3 $(ARGS)

check: $(READY) ## Check style, types, layers, dependencies, catalogs and migrations
	@$(MAKE) --no-print-directory -j2 --output-sync=target checks

fix: $(READY) ## Correct and format what can be corrected by itself
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(READY) ## Measure, each figure beside its baseline
	@$(PY) -m benchmarks $(ARGS)

locales: $(READY) ## Bring the catalogs up to date with the code
	@$(PY) -m locales update

model: $(READY) ## Learn to recognise languages and intents from the sentences
	@$(PY) -m crm.understanding $(ARGS)

migration: $(READY) ## Draft a migration from the models: make migration NAME="what changes"
	@$(PY) -m migrations "$(NAME)"
	@$(BIN)/ruff check --quiet --fix --exit-zero migrations/versions
	@$(BIN)/ruff format --quiet migrations/versions
	@echo "Read it, and take out what the change does not need."

audit: $(READY) ## Look for known holes in the dependencies (asks a server)
	@$(BIN)/pip-audit --skip-editable --progress-spinner off

checks: types lint layers dependencies dead-code catalogs history

lint: $(READY)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check

types: $(READY)
	@$(BIN)/pyright --warnings

layers: $(READY)
	@$(BIN)/lint-imports --no-cache

dependencies: $(READY)
	@$(BIN)/deptry .

dead-code: $(READY)
	@$(BIN)/vulture

catalogs: $(READY)
	@$(PY) -m locales check
	@$(PY) -m bot.language_files

history: $(READY)
	@$(PY) -m tests.support.check_migrations

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Sapa needs Python 3.11 or newer: name one with make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/uv || { $(PYTHON) -m venv .venv && $(PY) -m pip install --quiet 'uv>=0.13'; } \
		|| { echo "No environment could be made: on Debian, apt-get install python3-venv"; exit 1; }
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

chromium:
	@for name in chromium chromium-browser google-chrome; do \
		command -v $$name >/dev/null && exit 0; done; \
	root=$$(test "$$(id -u)" = 0 || echo sudo); \
	echo "Installing Chromium for the tests of the demo's page."; \
	{ command -v apt-get >/dev/null && $$root apt-get update -qq \
		&& $$root apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| { echo "Chromium is missing and could not be installed: install it, then try again."; exit 1; }
