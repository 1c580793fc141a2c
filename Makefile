# `make demo` and `make test` are all that a fresh machine needs; both make .venv if it is missing.
PYTHON ?= python3
VENV := .venv
# Most tests wait for something most of the time: more of them at once than there are cores.
PYTEST := $(VENV)/bin/python -m pytest -n 4 --dist worksteal
COVERAGE := --cov --cov-report=term --cov-fail-under=95
# On a machine that others share a test which waits for a process may not be given its time: it gets it once more, and
# the summary names it.
AGAIN := --reruns 1
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt

# What tests call beside Python: a voice that is real, fonts, and other programs' eyes on the files that the twin makes.
PROGRAMS := espeak-ng ffprobe opusinfo sox fc-match
DEBIAN := espeak-ng ffmpeg opus-tools sox fontconfig fonts-noto-core

.PHONY: demo test check cover soak programs clean

demo: $(VENV)/installed
	@$(VENV)/bin/twin demo

test: $(VENV)/installed-test programs
	$(PYTEST) $(if $(CI),$(COVERAGE) $(AGAIN))

check: $(VENV)/installed-test
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

cover: $(VENV)/installed-test programs
	$(PYTEST) $(COVERAGE)

# Tests that need a program which is missing are skipped, and say so; with CI set, they fail.
programs:
	@missing=""; for name in $(PROGRAMS); do command -v $$name >/dev/null 2>&1 || missing="$$missing $$name"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing $(DEBIAN) …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null; \
	else echo "Tests of sound and film want$$missing (Debian's $(DEBIAN)): without, they are skipped."; fi

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
