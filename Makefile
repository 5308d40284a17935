# A thin wrapper: everything is in run.py, which also works where make is missing.
PYTHON ?= python3

.PHONY: run setup test soak bench lint lock audit check clean help

run setup test soak bench lint lock audit check clean help:
	@$(PYTHON) run.py $@ $(ARGS)

.DEFAULT_GOAL := help
