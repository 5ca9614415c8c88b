# make site — build the site of schemes/ into site/;  make test — run every test;  make bench — measure;
# make fuzz — look for inputs that break a rule, for an hour (SECONDS=60 for a minute); Linux only;
# make pictures — every kind of page at three widths, light, dark and printed, into build/pictures.
# The only things needed beforehand are Python 3.11 or later, git and make; everything else is installed, by hash, into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTED := $(VENV)/.tested
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header --quiet

FUZZ := build/fuzz
# by its PATH, because the fuzzer starts its own script again as a program
FUZZED := PATH="$(CURDIR)/$(FUZZ)/venv/bin:$$PATH" PYTHONPATH=generator:tests PYTHONDONTWRITEBYTECODE=1 python
SECONDS ?= 3600

.PHONY: site test check bench fuzz pictures serve lock clean

site: $(INSTALLED)
	$(BIN)/gongkai build

test: check
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/publishing/host.py
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(TESTED)
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED)
	$(BIN)/python tests/bench.py

fuzz:
	$(PYTHON) -m venv $(FUZZ)/venv
	$(FUZZ)/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	$(FUZZED) tests/fuzz/seeds.py $(FUZZ)/seeds
	$(FUZZED) tests/fuzz/corpus.py unpack $(FUZZ)/corpus
	$(FUZZED) tests/fuzz/fuzz_rules.py $(FUZZ)/corpus $(FUZZ)/seeds \
		-dict=tests/fuzz/dictionary.txt -max_total_time=$(SECONDS) -timeout=20 -max_len=6000 -artifact_prefix=$(FUZZ)/
	rm -rf $(FUZZ)/kept && mkdir $(FUZZ)/kept
	$(FUZZED) tests/fuzz/fuzz_rules.py -merge=1 -max_len=2500 $(FUZZ)/kept $(FUZZ)/corpus
	$(FUZZED) tests/fuzz/corpus.py pack $(FUZZ)/kept

pictures: site $(TESTED)
	$(BIN)/python tests/browser/pictures.py site build/pictures

serve: $(INSTALLED)
	$(BIN)/gongkai serve

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更高版本，当前是 " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(TESTED): $(INSTALLED) requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

lock:
	uv pip compile $(LOCK) --group build -o requirements.lock
	uv pip compile $(LOCK) --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile $(LOCK) --group fuzz -c requirements.lock -o requirements-fuzz.lock

clean:
	rm -rf site .cache build dist
