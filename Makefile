# The verbs of this project. `make` alone prints them.
#
# Everything lives in .venv, made from requirements.txt, where each version is pinned with its
# hashes. Wanted beforehand: python3 (3.11 or newer), make, and a package index. If uv is there it
# does the same work faster. Paths stay relative, so that the checkout may lie in "a folder like this".

PYTHON ?= python3
ARGS ?=

VENV := .venv/bin/python
READY := .venv/ready

# A finished environment notes where it was made. If the checkout has moved since, or the Python
# under it has gone, or the uv that made it, it is made again.
INTACT := $(shell [ "$$(cat $(READY) 2>/dev/null)" = "$$(pwd -P)" ] && $(VENV) -c "" 2>/dev/null && \
	{ [ -x .venv/bin/pip ] || command -v uv >/dev/null; } && echo yes)

PIP := $(VENV) -m pip --disable-pip-version-check install --quiet
# As pip does by itself; else, where Python may not write, each start compiles everything anew.
UV := uv pip install --quiet --compile-bytecode --python $(VENV)
LOCKED := --require-hashes -r requirements.txt
# pip refuses `-e .` beside hashes, so the project itself is a second step. The lock brings its
# build backend, and nothing more is fetched.
PROJECT := --no-build-isolation --no-deps -e .

IPYMPL := $(shell sed -n 's/^bench = \["\(.*\)"\]$$/\1/p' pyproject.toml)
CLUSTER := $(shell sed -n 's/^cluster = \[\(.*\)\]$$/\1/p' pyproject.toml | tr -d '",')
NBGRADER := $(shell sed -n 's/^nbgrader = \[\(.*\)\]$$/\1/p' pyproject.toml | tr -d '",')
TORCH := $(shell sed -n 's/^torch = \["\(.*\)"\]$$/\1/p' pyproject.toml)

# uv brings its own certificates; behind an institute's proxy only those of the system will do.
export UV_SYSTEM_CERTS ?= true

.DEFAULT_GOAL := help
.PHONY: help lab test torch equations minutes html release lint bench bench-browser grading-load grading-thousand nbgrader cluster figures experiments lock clean-notebooks clean again

help: ## print this page
	@echo "usage: make VERB [ARGS=\"further arguments\"]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

lab: $(READY) ## open the lectures in JupyterLab (ARGS="--no-browser --port 9999")
	@set -- --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb; \
	set -- "$$@" --LabApp.news_url=None; \
	set -- "$$@" --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate; \
	if [ "$$(id -u)" = 0 ]; then set -- "$$@" --allow-root; fi; \
	if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$BROWSER" ]; then \
		echo "There is no display here: open the address that is printed below in a browser."; \
		set -- "$$@" --no-browser; \
	fi; \
	exec $(VENV) -m jupyterlab "$$@" $(ARGS)

test: $(READY) ## run every test and every notebook, warnings as errors (ARGS="-k lstm")
	@$(VENV) -m pytest $(ARGS)

torch: $(READY) ## add PyTorch (large), which `make test` then asks for its opinion too
	@$(VENV) -c "import torch" 2>/dev/null || \
	if [ -x .venv/bin/pip ]; then $(PIP) "$(TORCH)"; \
	elif "$(PYTHON)" -m pip --version >/dev/null 2>&1; then \
		"$(PYTHON)" -m pip --disable-pip-version-check --python $(VENV) install --quiet "$(TORCH)"; \
	else $(UV) "$(TORCH)"; fi

equations: $(READY) ## print every displayed equation, and by how much its two sides differ
	@$(VENV) -m tests.equations

minutes: $(READY) ## print how long each lecture takes, to read and to run (ARGS=notebooks/02*)
	@$(VENV) -m tests.minutes $(ARGS)

html: $(READY) ## write every lecture as a page that needs no kernel, build/html/, two minutes
	@$(VENV) -m instructor.pages $(ARGS)

release: $(READY) ## pack the zip that students get, build/lecture-that-can-be-touched.zip
	@$(VENV) -m instructor.handout $(ARGS)

lint: $(READY) ## check the style of the code, notebooks too
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .

bench: torch ## measure speed and memory beside a textbook loop and PyTorch, about five minutes
	@$(VENV) -m benchmarks $(ARGS)

# The peer stays out of .venv: beside the lectures nobody needs it.
build/ipympl: pyproject.toml $(READY)
	@rm -rf $@
	@if [ -x .venv/bin/pip ]; then $(PIP) --target $@ --no-deps "$(IPYMPL)"; \
	else $(UV) --target $@ --no-deps "$(IPYMPL)"; fi && touch $@

bench-browser: build/ipympl ## measure, in JupyterLab in Chromium, how fast a slider answers, seven minutes
	@$(VENV) -m benchmarks.browser $(ARGS)

grading-load: $(READY) ## mark 30 honest notebooks, then 100 with 50 hostile ones, and measure, two minutes
	@$(VENV) -m tests.grading.load --honest 30 --hostile 0
	@$(VENV) -m tests.grading.load --honest 100 --hostile 50 $(ARGS)

# Outside .venv too, for the sake of JupyterLab's menus.
build/nbgrader: pyproject.toml $(READY)
	@rm -rf $@
	@if [ -x .venv/bin/pip ]; then $(PIP) --target $@ --no-deps $(NBGRADER); \
	else $(UV) --target $@ --no-deps $(NBGRADER); fi && touch $@

nbgrader: build/nbgrader ## see whether nbgrader accepts the assignments' sources, a minute
	@PYTHONPATH=build/nbgrader $(VENV) -m pytest tests/with_nbgrader $(ARGS)

build/cluster: pyproject.toml $(READY)
	@rm -rf $@
	@if [ -x .venv/bin/pip ]; then $(PIP) --target $@ --no-deps $(CLUSTER); \
	else $(UV) --target $@ --no-deps $(CLUSTER); fi && touch $@

cluster: build/cluster ## see whether a Dask cluster marks as one machine does, a minute
	@PYTHONPATH=build/cluster $(VENV) -m pytest tests/with_dask $(ARGS)

grading-thousand: build/cluster ## mark a thousand notebooks through Dask, with one worker and with two, and measure
	@PYTHONPATH=build/cluster $(VENV) -m tests.with_dask.thousand $(ARGS)

figures: $(READY) ## render figures/gallery/
	@$(VENV) -m figures

experiments: $(READY) ## run the founding experiments where they were left, hours (ARGS="adding --size small")
	@$(VENV) -m experiments $(ARGS)

lock: ## compile requirements.txt anew from pyproject.toml; needs uv (ARGS=--upgrade)
	@command -v uv >/dev/null || { echo "make lock needs uv, which is not installed here." >&2; exit 1; }
	@uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet \
		--output-file requirements.txt $(ARGS)

# What one machine and one run left behind goes; ids, tags and the kernel's name stay.
MASK := --ClearMetadataPreprocessor.preserve
clean-notebooks: $(READY) ## strip outputs and widget state from the notebooks
	@$(VENV) -m nbconvert --log-level WARN --clear-output --inplace \
		--ClearMetadataPreprocessor.enabled=True \
		$(MASK)_nb_metadata_mask="{'kernelspec', ('language_info', 'name')}" \
		$(MASK)_cell_metadata_mask="{'tags', 'nbgrader'}" notebooks/*.ipynb

clean: ## remove .venv and everything else that can be made again
	@rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +

ifneq ($(INTACT),yes)
.venv/locked: again
endif

# The locked packages. A half-made environment has no stamp and is begun afresh. If uv fails where
# pip would not (only pip may know of an institute's own mirror), pip has the last word.
.venv/locked: requirements.txt
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name the one you have: make lab PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is $$("$(PYTHON)" -V 2>&1). If a newer one is installed, name it: make lab PYTHON=python3.12" >&2; exit 1; }
	@rm -rf .venv
	@echo "Installing the locked packages into .venv; this happens once and takes a minute or two."
	@if command -v uv >/dev/null; then \
		uv venv --quiet --python "$(PYTHON)" .venv && $(UV) $(LOCKED) && touch $@ && exit; \
		echo "uv could not do it; trying with pip." >&2; rm -rf .venv; \
	fi; \
	"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) comes without venv. Install it (on Debian and Ubuntu: apt install python3-venv) and try again." >&2; exit 1; }; \
	"$(PYTHON)" -m venv .venv && $(PIP) $(LOCKED) && touch $@

$(READY): .venv/locked pyproject.toml
	@if [ -x .venv/bin/pip ]; then $(PIP) $(PROJECT); else $(UV) $(PROJECT); fi || { rm -f .venv/locked; exit 1; }
	@pwd -P > $@
