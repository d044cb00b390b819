# Epoch's commands. `make demo` and `make test` need Python 3.11+, git and make, nothing else.

PYTHON ?= python3
DATA_DIR ?= var
PORT ?= 8000
HOST ?= 127.0.0.1
# Two processes, each with a database; the tests of one file share one, and with it the servers
# they start. What needs a live server empties the database and so runs apart.
PYTEST_ARGS ?= -n 2 --dist loadfile
# Sites and browsers keep their tests waiting, so more of them go at once, the longest first. Not
# both kinds: what puts a site under load takes all there is.
WAITING_ARGS ?= -n 4 --dist loadfile --no-loadscope-reorder
QUICK = "not browser and not processes"
# Which of the tests that run the site as processes of its own; all by default. By their files:
# to look through all others for them costs each of the four 15 s of a processor.
PROCESSES ?= $(sort $(shell grep -rl --include='test_*.py' 'mark\.processes' tests))
# Which of the tests that drive a browser; all by default, none with "no".
BROWSER ?= tests/browser
# Tests may import what only development installs, and not all of it is imported.
DEPTRY_OF_TESTS = --exclude '^$$' --ignore DEP002,DEP004
# What `make check` does, two at a time.
CHECKS = check-style check-types check-imports check-supply check-django
STATIC = var/static
BIN = .venv/bin
RUN = DATA_DIR="$(DATA_DIR)" PORT="$(PORT)" $(BIN)/python manage.py
# Without compiled files every start takes four times as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo port dev test quick test-newest check $(CHECKS) audit audit-supply licences messages secrets-baseline bench bench-search exchange-bench commonmark lock
.DEFAULT_GOAL := help

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

# Replaced by the site, so that what ends make ends it. Static files are collected beside the rest.
demo: port .venv/.ready ## Set everything up and serve the site with starter content
	@mkdir -p -m 700 "$(DATA_DIR)" 2>/dev/null && test -w "$(DATA_DIR)" \
		|| { echo "DATA_DIR ($(DATA_DIR)) cannot be written: name a folder that can."; exit 1; }
	@test -s "$(DATA_DIR)/secret_key" || (umask 077; $(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(50))' > "$(DATA_DIR)/secret_key")
	@SECRET_KEY="$${SECRET_KEY:-$$(cat "$(DATA_DIR)/secret_key")}"; export SECRET_KEY; \
		$(MAKE) --question --silent $(STATIC)/.ready || collect=--collect-static; \
		exec env $(RUN) demo $$collect

port:
	@$(PYTHON) deploy/set_up.py port "$(HOST)" "$(PORT)"

dev: .venv/.ready-dev ## Serve with autoreload, tracebacks and the demo's data
	@mkdir -p "$(DATA_DIR)"
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(RUN) demo --no-serve
	@export DJANGO_SETTINGS_MODULE=config.settings.dev; \
		$(RUN) background & trap "kill $$!" EXIT; $(RUN) runserver "127.0.0.1:$(PORT)"

test: .venv/.ready-dev ## Check the code and run the test suite
	@test "$(CHECK)" = no || $(MAKE) --no-print-directory check
	@$(BIN)/pytest $(PYTEST_ARGS) -m $(QUICK)
	@$(BIN)/pytest $(WAITING_ARGS) -m processes $(PROCESSES)
	@test "$(BROWSER)" = no || $(BIN)/pytest $(WAITING_ARGS) -m browser $(BROWSER)

quick: .venv/.ready-dev ## Run the tests of one app that need no server and no browser (APP=search)
	@$(BIN)/pytest -q $(PYTEST_ARGS) -m $(QUICK) tests/$(APP)

test-newest: ## Run such tests on the newest Python and Django found here (ARGS="tests/search")
	@$(PYTHON) -m tests.workbench.newest $(ARGS)

check: .venv/.ready-dev ## Lint, check layers, types, dependencies, licences, migrations and deployment settings, look for secrets and binaries
	@mkdir -p var
	@$(MAKE) --no-print-directory --jobs 2 --output-sync $(CHECKS)

check-style:
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(call quietly,$(BIN)/djlint --check --lint config home blog search)
	@$(BIN)/python -m tests.workbench.house.private_names

check-types:
	@$(call quietly,$(BIN)/python -m mypy)

check-imports:
	@$(call quietly,$(BIN)/lint-imports --no-cache)
	@$(call quietly,$(BIN)/deptry .)
	@$(call quietly,$(BIN)/deptry tests $(DEPTRY_OF_TESTS))

check-supply:
	@$(BIN)/python -m tests.workbench.supply.licences
	@$(BIN)/python -m tests.workbench.supply.leaks
	@$(BIN)/python -m tests.workbench.supply.binaries
	@$(BIN)/python -m tests.workbench.supply.messages

check-django:
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		DJANGO_SETTINGS_MODULE=config.settings.production SITE_URL=https://example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

audit: .venv/.ready-dev $(STATIC)/.ready ## Have Lighthouse, axe, the HTML checker and others judge the starter site (ARGS=--quick)
	@$(BIN)/python -m tests.workbench.audit $(ARGS)

audit-supply: .venv/.ready-dev ## Ask for known vulnerabilities; AUDIT=--strict fails if it can't
	@$(BIN)/python -m tests.workbench.supply.vulnerabilities $(AUDIT)

licences: .venv/.ready-dev ## Write deploy/licences.md anew
	@$(BIN)/python -m tests.workbench.supply.licences --write

messages: .venv/.ready-dev ## Take new strings into the catalogues of other languages and compile them (needs gettext)
	@$(BIN)/python -m tests.workbench.supply.messages --write

secrets-baseline: .venv/.ready-dev ## Take what looks like a secret now for harmless
	@$(BIN)/python -m tests.workbench.supply.leaks --write

bench: .venv/.ready-dev ## Measure what pages cost, beside nginx and stock Wagtail (ARGS="--posts 1000 100000 --only growth")
	@$(BIN)/python -m tests.workbench.bench.speed $(ARGS)

bench-search: .venv/.ready-dev ## Judge the search beside four others (needs Node; ARGS="--held-out --large")
	@$(BIN)/python -m tests.workbench.bench.search $(ARGS)

exchange-bench: .venv/.ready-dev ## Judge the import beside cmark-gfm, pandoc, Hugo and Jekyll (ARGS="--only hugo", "--load 1000")
	@$(BIN)/python -m tests.workbench.bench.exchange $(ARGS)

commonmark: .venv/.ready-dev ## Fetch CommonMark's and GitHub's examples and render them
	@$(BIN)/python -m tests.workbench.bench.commonmark var/commonmark

lock: ## Write the lock files anew (needs uv); hashes, no addresses
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev -c requirements.txt -o requirements-dev.txt
	echo sentry-sdk | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.txt - -o deploy/sentry.txt
	echo uv | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate - -o deploy/uv.txt

$(STATIC)/.ready: .venv/.ready $(shell find config/static blog/static -type f)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

.venv/.ready: requirements.txt deploy/set_up.py deploy/uv.txt
	@$(PYTHON) deploy/set_up.py install requirements.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@$(PYTHON) deploy/set_up.py install requirements-dev.txt
	@touch $@

# Says what a command prints only when it fails.
quietly = out=$$($(1) 2>&1) || { echo "$$out"; exit 1; }
