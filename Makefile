# `make demo` and `make test` are all that a fresh machine needs; both make .venv if it is missing.
PYTHON ?= python3
VENV := .venv
# Most tests wait for something most of the time: more of them at once than there are cores.
PYTEST := $(VENV)/bin/python -m pytest -n 4 --dist worksteal
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt

.PHONY: demo test check soak clean

demo: $(VENV)/installed
	@$(VENV)/bin/twin demo

test: $(VENV)/installed-test
	$(PYTEST)

check: $(VENV)/installed-test
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTEST) --cov --cov-report=term --cov-fail-under=95

soak: $(VENV)/installed-test
	$(VENV)/bin/python -m pytest -m soak
	$(VENV)/bin/python -m tests.crash --kills 300 --faults
	$(VENV)/bin/python -m tests.discord_crash --kills 200 --faults
	$(VENV)/bin/python -m tests.desk_crash --kills 60

clean:
	rm -rf $(VENV) .cache .coverage .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing into $(VENV): about 2 GB, a minute or more …"
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing into $(VENV): about 2 GB, a minute or more …"
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/installed
