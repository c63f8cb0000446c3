# `make build` and `make test` need Python 3.11 or newer, git and make; everything else they install into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PIN := CUSTOM_COMPILE_COMMAND="make pin" $(VENV)/pin/bin/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(PINFLAGS)

# Each worker and each program that a test starts would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

# How many workers there are, and which tests share one, stands in tests/conftest.py.
PYTEST := $(BIN)/pytest -n auto --dist loadgroup --durations=10
SLOW := audit packets browser watch init contract proofs writers cli fuzz disk workspace editor fetch plugins api diff
QUICK := $(filter-out $(addprefix tests/,$(SLOW)),$(patsubst tests/%/,tests/%,$(wildcard tests/*/))) \
	--ignore=tests/extract/test_linear.py

.PHONY: build dist test quick nightly accept lint bench score fuzz pin

# Compile the sources and make the site, in build/.
build: $(VENV)/build.stamp
	$(BIN)/portspec build
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# Make what a release consists of, in dist/: the wheel, the source archive, what they are made of, and their checksums.
dist: $(VENV)/build.stamp
	rm -rf dist
	$(BIN)/hatchling build --target wheel --target sdist
	$(BIN)/python scripts/make_sbom.py dist/portspec.cdx.json
	cd dist && sha256sum -- * > SHA256SUMS

# Run all tests; ARGS goes to pytest.
test: $(VENV)/test.stamp
	$(PYTEST) $(ARGS)

# Run what takes seconds, a worker a core: no packets, no browser, no builds, no pages that are long on purpose.
quick: $(VENV)/test.stamp
	$(PYTEST) -n $$(getconf _NPROCESSORS_ONLN) $(QUICK) $(ARGS)

# Run all tests, with every case and thousands of new examples for each law.
nightly: $(VENV)/night.stamp
	PORTSPEC_NIGHTLY=1 $(PYTEST) $(ARGS)

# Rewrite the golden files; read the difference before you commit it.
accept: $(VENV)/test.stamp
	$(PYTEST) --accept $(ARGS)

# Check style and types.
lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Print how much of the labelled pages in tests/corpus/pages is read right, by field, shape, language and rule.
score: $(VENV)/test.stamp
	$(BIN)/python -m tests.corpus.score

# Try a million broken inputs, INPUTS= as many, from where the last call ended; print counts, keep faults in build/fuzz.
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m tests.fuzz $(INPUTS)

# Measure, print each figure beside its limit, and keep them in build/bench-history.jsonl; as root also with packets.
bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks

# Pin the dependencies again after a change of pyproject.toml or requirements/*.in; PINFLAGS=--upgrade takes the newest.
# Pins fit the Python that makes them and newer ones, so PYTHON is to be the oldest that is supported.
pin:
	$(PYTHON) -c 'import sys; sys.exit("pin with Python 3.11" if sys.version_info[:2] != (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)/pin
	sed -nE 's/^([A-Za-z0-9._-]+)(\[[^]]*\])?(==[^ ]+).*/\1\3/p' requirements/night.txt > $(VENV)/pin/constraints.txt # pip takes no extras there
	$(VENV)/pin/bin/python -m pip --disable-pip-version-check install --quiet --constraint $(VENV)/pin/constraints.txt pip-tools
	$(PIN) --extra site --output-file requirements/build.txt pyproject.toml requirements/build.in
	$(PIN) --output-file requirements/test.txt requirements/test.in
	$(PIN) --output-file requirements/night.txt requirements/night.in
	$(PYTHON) scripts/lowest.py | $(PIN) --output-file requirements/lowest.txt requirements/build.in -

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("portspec needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# Python compiles what is used when it is first used, a small part of what is installed.
$(VENV)/build.stamp: requirements/build.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --no-compile --require-hashes --requirement requirements/build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Of the hundred collections of Ansible, which are 20,000 files, the tests of the day use one.
$(VENV)/test.stamp: requirements/test.txt requirements/night.txt $(VENV)/build.stamp
	$(PIP) install --quiet --no-compile --require-hashes --requirement requirements/test.txt
	rm -rf $(VENV)/ansible
	sed -n '/^ansible==/,/[^\]$$/p' requirements/night.txt > $(VENV)/ansible.txt
	$(PIP) download --quiet --no-deps --require-hashes --requirement $(VENV)/ansible.txt --dest $(VENV)/ansible
	$(BIN)/python scripts/take_collection.py ansible.posix $(VENV)/ansible/ansible-*.whl
	touch $@

$(VENV)/night.stamp: requirements/night.txt $(VENV)/test.stamp
	$(PIP) install --quiet --no-compile --require-hashes --requirement requirements/night.txt
	touch $@
