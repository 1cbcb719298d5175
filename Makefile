# Everything one does here, one word each. `make` alone lists them.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; \
	done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
# Without --no-compile every module would be compiled, the many that never run included.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-compile

FILE ?= config/drills/api-errors-2025-10-27.toml
SPEED ?= 600
OUT ?= exports-of-replay
PORT ?= 4390
STORY ?=
SHARE ?= 1
SEED ?= 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help try replay setup test crashes check serve lock browser faketime javascript clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

try: $(VENV)/.ready ## The bot in a Slack workspace of its own, in your browser (PORT)
	@$(BIN)/incident-bot try --port $(PORT)

replay: $(VENV)/.ready ## Play a recorded incident through the bot (FILE, SPEED, OUT)
	$(BIN)/incident-bot replay $(FILE) --speed $(SPEED) --out $(OUT)

serve: $(VENV)/.ready ## Run against your real Slack workspace
	@$(BIN)/incident-bot serve

setup: $(VENV)/.ready-to-develop ## Everything for working on the code, in .venv

test: setup ## All tests
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

crashes: setup ## Every story once more for each call and kind of crash (STORY, SHARE, SEED)
	@$(BIN)/python -m tests.crashes --story '$(STORY)' --share $(SHARE) --seed $(SEED)

check: setup ## Style, types and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict $(wildcard incident_bot tests benchmarks)
	$(BIN)/lint-imports

browser: ## A Chromium for the browser tests (installs one in CI only)
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v $$name && exit; \
	done; \
	if [ "$$CI" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update --quiet=2 && apt-get install --quiet=2 --yes --no-install-recommends \
			chromium fonts-liberation fonts-noto-color-emoji >/dev/null; \
	else \
		echo "There is no Chromium here; until you install one, the browser tests are skipped."; \
	fi

faketime: ## A machine whose clock can be moved, for one test (installs it in CI only)
	@if ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1; then \
		exit; \
	elif [ "$$CI" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update --quiet=2 && apt-get install --quiet=2 --yes --no-install-recommends libfaketime >/dev/null; \
	else \
		echo "There is no libfaketime here; until you install it, moving the clock of the machine is not tested."; \
	fi

javascript: ## Slack's library for JavaScript, for one test (needs npm)
	@if command -v npm >/dev/null; then \
		npm ci --silent --no-audit --no-fund --prefix tests/sandbox/javascript \
			|| echo "npm did not get it; until it does, the example bot in JavaScript is not tested."; \
	else \
		echo "There is no npm here; until there is, the example bot in JavaScript is not tested."; \
	fi

# The locks name versions and hashes only: where packages come from is up to your pip.
LOCK = $(VENV)/lock/bin/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet

lock: $(VENV)/lock/bin/uv ## Take the newest allowed dependencies into the locks
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove the environment and everything generated
	rm -rf $(VENV) tests/sandbox/javascript/node_modules crash-report.md .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis exports-of-replay
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says what the environment holds, so that a second `make try` only starts.

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the bot into $(VENV) …"
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@# Loaded once, so that what runs is compiled, and only that; else each start would compile it anew.
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c 'import alembic.command, incident_bot.app, incident_bot.replay, uvicorn'
	@touch $@

$(VENV)/.ready-to-develop: requirements-dev.lock $(VENV)/.ready
	@echo "Installing the development tools …"
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Incident Bot needs Python 3.11 or newer, and '$(PYTHON)' is not. Say which to use: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/lock/bin/uv: | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --disable-pip-version-check -qq install uv
