# HepaBridge 肝桥 — `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
NODE ?= node
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
export HEPABRIDGE_DATA ?= var

.DEFAULT_GOAL := help
.PHONY: help setup run worker seed test test-sqlite test-pg test-browser fast lint types arch web-check api migrate bench reindex docs clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | sed -E 's/:.*?## /\t/' | column -t -s "$$(printf '\t')"

setup: ## install everything into this folder and build the front end
	@bash .ci/setup

run: setup ## start the platform with demo data (PORT=8000, HEPABRIDGE_DATA=var)
	@exec $(BIN)/hepabridge serve --demo --host $(HOST) --port $(PORT)

worker: ## run the background worker alone
	@exec $(BIN)/hepabridge worker

seed: ## load the demo data
	@$(BIN)/hepabridge seed

test: setup ## everything that CI runs
	@bash .ci/test

fast: ## Python tests on SQLite without browser
	@$(BIN)/pytest -q -n 2 -m "not browser and not slow"

test-sqlite: ## Python tests on SQLite
	@$(BIN)/pytest -q -n 2 -m "not browser"

test-pg: ## Python tests on PostgreSQL
	@$(BIN)/pytest -q -n 2 -m "not browser" --database=postgresql

test-browser: ## browser journey
	@bash .ci/chromium && $(BIN)/pytest -q -m browser

lint: ## style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: ## types
	@$(BIN)/mypy

arch: ## borders of the house
	@$(BIN)/lint-imports && $(BIN)/pytest -q tests/architecture

web-check: ## front end: types, lint, unit tests
	@cd frontend && npm run check

api: ## regenerate the interface description and its client
	@$(BIN)/hepabridge openapi --out frontend/openapi.json && cd frontend && npm run api

migrate: ## write a migration: make migrate m="what changes"
	@$(BIN)/python -m backend.entrypoints.migrate "$(m)"

docs: ## write the documents that are made from the tables of the house
	@$(BIN)/python -m backend.entrypoints.generate_docs

bench: ## measured ratios: reads, writes, search, start
	@$(BIN)/python -m tests.bench

reindex: ## rebuild the search index from the database
	@$(BIN)/hepabridge reindex

clean: ## remove what was built and the run data
	rm -rf frontend/dist var
