# The index of commands. Each makes its environment, installs and runs; a second run starts in seconds.
PYTHON ?= python3.11
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: help demo test sentences lint bench soak app evidence calibrate clean train-asr train-wake label-text train-detector train-looks
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z.-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.venv/ready: pyproject.toml constraints.txt tools/system-deps
	tools/system-deps
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[app,dev,sign,postgres]'
	@touch $@

.venv: .venv/ready

demo: .venv/ready ## a short shift on shipped recordings and pictures: hear, see, fall back, book, verify
	$(BIN)/python -m examples.demo

app: .venv/ready ## open the window; without a screen: go through it and leave pictures in runs/app
	$(BIN)/python -m app_kivy $(if $(DISPLAY)$(WAYLAND_DISPLAY),,--pictures runs/app)

test: .venv/ready ## all tests but the long ones
	$(BIN)/python -m pytest -m 'not soak'

sentences: .venv/ready ## compile the sentences (YAML) to what ships (JSON)
	$(BIN)/python -m intents.sentences.compile

lint: .venv/ready ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready ## every benchmark that needs nothing beyond the shipped files
	$(BIN)/python -m benchmarks

soak: .venv/ready ## long crash and simulation runs
	$(BIN)/python -m pytest -m soak

SPEECH ?= ../shared/data/speech
PICTURES ?= ../shared/data/vision
evidence: .venv/ready ## what ears and eyes make of recordings and photos (SPEECH, PICTURES): after every new model
	$(BIN)/python -m benchmarks.evidence --speech $(SPEECH)/words-many-speakers \
		--commands $(SPEECH)/synthetic-kokoro --pictures $(PICTURES)/barcodes --limit 200

calibrate: .venv/ready ## fit the clerk's confidence on that evidence, and on reviews of the books DB=FILE
	$(BIN)/python -m benchmarks.calibrate_clerk $(if $(DB),--db $(DB)) --write

.venv-train/ready: pyproject.toml constraints.txt
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	@touch $@

train-asr: .venv-train/ready ## train the recogniser, resumable (hours)
	.venv-train/bin/python -m models.training.asr

train-wake: .venv-train/ready ## train the wake word, resumable (an hour; needs what train-asr prepares)
	.venv-train/bin/python -m models.training.wake

train-looks: .venv/ready .venv-train/ready ## train the net for products by their looks, and fit what it is worth (minutes)
	.venv-train/bin/python -m models.training.looks
	$(BIN)/python -m benchmarks.calibrate_looks --pictures ../shared/data/vision/grocery --folds build/looks/fold-0 build/looks/fold-1

label-text: .venv-train/ready ## fetch the label text model, train it further on worn labels (two runs, over two hours), store it as int8
	.venv-train/bin/python -m models.training.labels --hours 1 --out runs/labels/model
	.venv-train/bin/python -m models.training.labels --hours 1.35 --start runs/labels/checkpoint.pt --run runs/labels2

.venv-train/detector: .venv-train/ready
	.venv-train/bin/python -m pip install --quiet --constraint constraints.txt opencv-python polars psutil requests zxing-cpp
	.venv-train/bin/python -m pip install --quiet --constraint constraints.txt --no-deps ultralytics ultralytics-thop
	@touch $@

train-detector: .venv-train/detector ## render scenes and train the detector on them, resumable (hours)
	.venv-train/bin/python -m models.training.detector

clean: ## remove what can be made again
	rm -rf .venv .venv-train build dist *.egg-info
