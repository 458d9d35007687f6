# The interface to everything a person or CI does here. `make` alone lists the verbs.
# Each verb does its own set-up; stamps make the second time quick.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8765
export PORT

# Binaries of node_modules come first, so scripts run on the Node that the lock file pins (it has JSPI).
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
PY := $(VENV)/bin/python
NODE_STAMP := node_modules/.cloche-stamp
BUILD_STAMP := $(VENV)/.cloche-build-stamp
LINT_STAMP := $(VENV)/.cloche-lint-stamp
TEST_STAMP := $(VENV)/.cloche-test-stamp
FETCH_STAMP := .cache/fetched-stamp
BROWSERS := .cache/browsers.json

.PHONY: help play site wheel test lint bench clean setup

help: ## list the verbs
	@echo "Cloche: reactive Python notebooks that live in the browser."
	@echo
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16
	@echo
	@echo "PORT=$(PORT) is where 'make play' serves (PORT=9000 make play for another)."

play: $(NODE_STAMP) $(BUILD_STAMP) ## build the playground and serve it on http://127.0.0.1:$PORT
	@tests/tools/check-port "$(PORT)"
	@echo "play: building the site. The first time takes a few minutes, later ones seconds."
	@npm run --silent site
	@exec npm run --silent play

site: $(NODE_STAMP) $(BUILD_STAMP) ## build the deployable static folder dist/site/
	@npm run --silent site
	@echo "site: dist/site/ is ready to be put on any static host."

wheel: $(NODE_STAMP) $(BUILD_STAMP) ## build the kernel's wheel into dist/wheels/
	@npm run --silent wheel

test: setup ## install what tests need, build, and run every test
	@$(PY) tests/tools/run_suites.py $(SUITES)

lint: $(NODE_STAMP) $(LINT_STAMP) ## ruff, mypy, import-linter, biome, tsc and the TypeScript layers
	@$(PY) tests/tools/lint.py

bench: setup ## measure boot, first output and reactions beside a bare Pyodide page
	@npm run --silent site
	@node tests/bench/bench.ts

setup: $(NODE_STAMP) $(BUILD_STAMP) $(TEST_STAMP) $(FETCH_STAMP) $(BROWSERS) ## fetch everything that tests need, and nothing else

clean: ## remove what was built (not the downloads)
	rm -rf dist .cache/tsc .cache/site test-results playwright-report .pytest_cache .mypy_cache .ruff_cache

$(NODE_STAMP): package.json package-lock.json
	@tests/tools/check-node
	@echo "setup: npm ci"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PY):
	@tests/tools/make-venv "$(VENV)"

$(BUILD_STAMP): pyproject.toml tests/tools/install_groups.py | $(PY)
	@$(PY) tests/tools/install_groups.py build
	@touch $@

$(LINT_STAMP): pyproject.toml tests/tools/install_groups.py | $(PY)
	@$(PY) tests/tools/install_groups.py lint
	@touch $@

$(TEST_STAMP): pyproject.toml tests/tools/install_groups.py | $(PY)
	@$(PY) tests/tools/install_groups.py test
	@touch $@

$(FETCH_STAMP): tests/tools/fetch.py tests/tools/downloads.txt | $(TEST_STAMP)
	@$(PY) tests/tools/fetch.py
	@touch $@

$(BROWSERS): tests/tools/browsers.py package-lock.json | $(NODE_STAMP) $(PY)
	@$(PY) tests/tools/browsers.py $@
