# Four commands: up, test, check, setup. Everything else is `palais --help`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: up test check setup clean

up: .venv/.installed
	@exec $(BIN)/palais up

test: .venv/.installed
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: .venv/.installed
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy tests
	@$(BIN)/lint-imports

setup: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Palais needs Python 3.11 or newer; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian and Ubuntu it is in the package python3-venv"; exit 1; }
	@echo "Installing Palais and what it stands on into .venv (a minute or two, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[homeserver,ocr,postgres,dev]'
	@touch $@

clean:
	rm -rf .venv .cache
