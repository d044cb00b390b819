# Epoch's commands. `make demo` and `make test` need Python 3.11+, git and make, nothing else.

PYTHON ?= python3
DATA_DIR ?= var
PORT ?= 8000
# Two processes, each with a database; the tests of one file share one, and with it the servers
# they start. What needs a live server empties the database and so runs apart.
PYTEST_ARGS ?= -n 2 --dist loadfile
# Sites and browsers keep their tests waiting, so more of them go at once.
WAITING_ARGS ?= -n 3 --dist loadfile
# Which of the tests that run the site as processes of its own; all by default.
PROCESSES ?=
# Which of the tests that drive a browser; all by default, none with "no".
BROWSER ?=
STATIC = var/static
BIN = .venv/bin
RUN = DATA_DIR="$(DATA_DIR)" PORT="$(PORT)" $(BIN)/python manage.py
# Without compiled files every start takes four times as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo dev test check audit audit-supply licences messages secrets-baseline bench bench-search commonmark lock
.DEFAULT_GOAL := help

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

demo: .venv/.ready $(STATIC)/.ready ## Set everything up and serve the site with starter content
	@mkdir -p -m 700 "$(DATA_DIR)" 2>/dev/null && test -w "$(DATA_DIR)" \
		|| { echo "DATA_DIR ($(DATA_DIR)) cannot be written: name a folder that can."; exit 1; }
	@test -s "$(DATA_DIR)/secret_key" || (umask 077; $(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(50))' > "$(DATA_DIR)/secret_key")
	@SECRET_KEY="$${SECRET_KEY:-$$(cat "$(DATA_DIR)/secret_key")}" $(RUN) demo

dev: .venv/.ready-dev ## Serve with autoreload, tracebacks and the demo's data
	@mkdir -p "$(DATA_DIR)"
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(RUN) demo --no-serve
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(RUN) runserver "127.0.0.1:$(PORT)"

test: .venv/.ready-dev ## Check the code and run the test suite
	@test "$(CHECK)" = no || $(MAKE) --no-print-directory check
	@$(BIN)/pytest $(PYTEST_ARGS) -m "not browser and not processes"
	@$(BIN)/pytest $(WAITING_ARGS) -m processes $(PROCESSES)
	@test "$(BROWSER)" = no || $(BIN)/pytest $(WAITING_ARGS) -m browser $(BROWSER)

check: .venv/.ready-dev ## Lint, check layers, licences, migrations and deployment settings, look for secrets
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(call quietly,$(BIN)/djlint --check --lint config home blog search)
	@$(call quietly,$(BIN)/lint-imports --no-cache)
	@$(BIN)/python -m tests.supply.licences
	@$(BIN)/python -m tests.supply.leaks
	@$(BIN)/python -m tests.supply.messages
	@mkdir -p var
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		DJANGO_SETTINGS_MODULE=config.settings.production SITE_URL=https://example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

audit: .venv/.ready-dev $(STATIC)/.ready ## Have Lighthouse, axe, the HTML checker and others judge the starter site (ARGS=--quick)
	@$(BIN)/python -m tests.audit $(ARGS)

audit-supply: .venv/.ready-dev ## Ask for known vulnerabilities; AUDIT=--strict fails if it can't
	@$(BIN)/python -m tests.supply.vulnerabilities $(AUDIT)

licences: .venv/.ready-dev ## Write deploy/licences.md anew
	@$(BIN)/python -m tests.supply.licences --write

messages: .venv/.ready-dev ## Take new strings into the catalogues of other languages and compile them (needs gettext)
	@$(BIN)/python -m tests.supply.messages --write

secrets-baseline: .venv/.ready-dev ## Take what looks like a secret now for harmless
	@$(BIN)/python -m tests.supply.leaks --write

bench: .venv/.ready-dev ## Measure what pages cost, beside nginx and stock Wagtail (ARGS="--posts 1000 100000 --only growth")
	@$(BIN)/python -m tests.bench.speed $(ARGS)

bench-search: .venv/.ready-dev ## Judge the search beside four others (needs Node; ARGS="--held-out --large")
	@$(BIN)/python -m tests.bench.search $(ARGS)

commonmark: .venv/.ready-dev ## Fetch CommonMark's and GitHub's examples and render them
	@$(BIN)/python -m tests.bench.commonmark var/commonmark

lock: ## Write the lock files anew (needs uv); hashes, no addresses
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev -c requirements.txt -o requirements-dev.txt

$(STATIC)/.ready: .venv/.ready $(shell find config/static blog/static -type f)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

# uv installs in seconds where it is there; else venv and pip take the same lock.
.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Epoch needs Python 3.11 or newer ($(PYTHON) is older): set PYTHON=python3.12, say."; exit 1; }
	@if command -v uv > /dev/null; then uv venv --quiet --allow-existing --python "$(PYTHON)" .venv; \
		else $(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
			|| { echo "Python's venv module is missing: install python3-venv (or uv)."; exit 1; }; \
			test -x .venv/bin/pip || $(PYTHON) -m venv .venv; fi
	@$(call install,requirements.txt)
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@$(call install,requirements-dev.txt)
	@touch $@

# Says what a command prints only when it fails.
quietly = out=$$($(1) 2>&1) || { echo "$$out"; exit 1; }

define install
echo "Installing $(1) …"; if command -v uv > /dev/null; \
	then uv pip install --quiet --python .venv/bin/python --compile-bytecode --require-hashes -r $(1); \
	else .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
endef
