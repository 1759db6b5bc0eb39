# Two commands: `make run` and `make test`. Everything they need is installed below .venv.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --require-hashes
# Bytecode is kept, also where the surroundings forbid it: every process would compile all modules anew,
# which is half of what its start costs.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check unit in_browser coverage bench lock clean

run: .venv/.run
	@exec $(BIN)/opora run

# The checks and the browser run beside the other tests: each leaves a processor waiting now and then. What they
# say is kept, and told at the end.
test: .venv/.test
	@$(BIN)/python -m opora.config.browser
	@mkdir -p .opora
	@$(MAKE) --no-print-directory check > .opora/check.txt 2>&1 & checking=$$!; \
	$(MAKE) --no-print-directory in_browser > .opora/in_browser.txt 2>&1 & browsing=$$!; \
	failed=0; \
	$(MAKE) --no-print-directory unit || failed=1; \
	wait $$browsing || failed=1; cat .opora/in_browser.txt; \
	wait $$checking || failed=1; cat .opora/check.txt; \
	exit $$failed

check: .venv/.test
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

unit: .venv/.test
	$(BIN)/pytest -n 2 --dist loadscope -m 'not browser'

# With a database of its own, so that it may run beside the others.
in_browser: .venv/.test
	OPORA_TEST_DATABASE=test_in_browser $(BIN)/pytest -m browser

# Which requirement is proven by which test: after a change of docs/requirements.yaml or of a mark.
coverage: .venv/.test
	$(BIN)/python -m tests.coverage_table --write

bench: .venv/.bench
	$(BIN)/python -m benchmarks

.venv/bin/uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Opora needs Python 3.11 or newer. Name one: make run PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv is missing. Install it, on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

.venv/.run: .venv/bin/uv requirements/run.txt pyproject.toml
	@echo 'Installing Opora …'
	@$(UV) -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@$(UV) -r requirements/test.txt
	@touch $@

.venv/.bench: .venv/.test requirements/bench.txt
	@$(UV) -r requirements/bench.txt
	@touch $@

# Pin again after a change of the dependencies in pyproject.toml.
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
lock: .venv/bin/uv
	$(PIN) -o requirements/run.txt
	$(PIN) --group test -o requirements/test.txt
	$(PIN) --group test --group bench -o requirements/bench.txt

clean:
	rm -rf .venv .opora
