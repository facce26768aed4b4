# Two commands do everything: `make demo` runs the main job, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test thorough lock

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml package-lock.json config/web_assets.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Mời Số needs Python 3.11 or newer"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --require-hashes -r requirements.lock
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@exec $(BIN)/moiso demo

test: setup
	$(BIN)/python tests/browser_setup.py
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not thorough" $(ARGS)

thorough: setup
	$(BIN)/python tests/browser_setup.py
	$(BIN)/python -m pytest -m thorough $(ARGS)

lock: setup
	$(BIN)/pip-compile --quiet --extra dev --all-build-deps --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
