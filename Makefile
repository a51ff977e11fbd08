# Two commands do everything: `make run` and `make test`. CONTRIBUTING.md says more.

PYTHON ?= python3
SOURCE ?= sample
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check bench golden fuzz torture fleet pictures lighthouse install format lock clean

run: .venv/installed
	$(BIN)/python -m infra.run --source $(SOURCE) $(if $(filter-out 0,$(ONCE)),--once)

test: .venv/installed-dev .venv-replay/installed
	sh infra/debian.sh
	$(BIN)/python -m pytest $(ARGS)

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py tests/test_documents.py tests/infra/test_shipped.py

bench: .venv-bench/installed
	.venv-bench/bin/python -m tests.bench $(ARGS)

golden: .venv/installed-dev
	$(BIN)/python -m tests.golden $(if $(ACCEPT),--accept $(ACCEPT))

fuzz: .venv/installed-dev
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

torture: .venv/installed-dev
	$(BIN)/python -m tests.torture $(ARGS)

fleet: .venv/installed-dev
	sh infra/debian.sh
	$(BIN)/python -m tests.fleet $(ARGS)

pictures: .venv/installed-dev
	$(BIN)/python -m tests.browser.picture

lighthouse: .venv/installed-dev tests/browser/node_modules/.package-lock.json
	$(BIN)/python -m tests.browser.lighthouse

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	cd tests/browser && npm ci --no-audit --no-fund

install: .venv/installed

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Every package by version and hash; the files name no index, so any mirror serves. They are whole: nothing is resolved
# once more, which older pips cannot do where a package is asked for with extras and its newest version is not the locked.
.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --no-deps -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(INSTALL) --require-hashes --no-deps -r requirements-dev.lock
	touch $@

# The benchmark's peers need much that the project does not: they live in a house of their own.
.venv-bench/installed: requirements-bench.lock pyproject.toml
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements-bench.lock
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Those who read our evidence in the tests (a WACZ validator, a replay server) are other people's programs with other
# needs (gevent, an old redis client, some 60 packages): they live apart and are run, not imported.
.venv-replay/installed: requirements-replay.lock
	test -x .venv-replay/bin/python || $(PYTHON) -m venv .venv-replay
	.venv-replay/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements-replay.lock
	touch $@

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--quiet --upgrade -o requirements.lock
	.venv-lock/bin/uv pip compile pyproject.toml --extra fleet --group build --group test --group check --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --constraint requirements.lock --quiet -o requirements-dev.lock
	.venv-lock/bin/uv pip compile pyproject.toml --extra fleet --group build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--constraint requirements-dev.lock --quiet -o requirements-fleet.lock
	.venv-lock/bin/uv pip compile pyproject.toml --group build --group bench --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --constraint requirements-dev.lock --upgrade --quiet \
		-o requirements-bench.lock
	.venv-lock/bin/uv pip compile --group replay --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade --quiet \
		-o requirements-replay.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-bench .venv-replay .pressearchiv
