# Two commands do everything: `make demo` runs the main job, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
# Tests wait for nodes and browsers for a third of their time: twice as many keep the processors at work.
WORKERS := $(shell echo $$(( $$(nproc) * 2 )))

# What the sound of the clip pack depends on.
VOICE := $(addprefix display/voice/,reading.py clips.py kiosk.py espeak.py espeak_child.py sound.py ogg.py) \
  config/kiosk_speech.py $(wildcard $(addprefix config/locales/*/,kiosk.toml listen.toml times.toml))

.PHONY: setup demo test thorough lock

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml package-lock.json config/web_assets.py $(VOICE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Mời Số needs Python 3.11 or newer"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --require-hashes -r requirements.lock
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@exec $(BIN)/moiso demo

test: setup
	$(BIN)/python tests/browser_setup.py
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not thorough" $(ARGS)

thorough: setup
	$(BIN)/python tests/browser_setup.py
	$(BIN)/python -m pytest -m thorough $(ARGS)

lock: setup
	$(BIN)/pip-compile --quiet --extra dev --all-build-deps --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
