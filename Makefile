# Every command a person needs:
#
#   make run          the program, on this machine, for you alone
#   make dev          the same, with DEBUG, and started anew when a file changes
#   make shell        Python with the models and that database
#   make migrations   the migration of a changed model
#   make t APP=labs   the tests of one app, on SQLite, without a browser
#   make test         every test, on SQLite and PostgreSQL, and in a browser
#   make coverage     which lines the tests reach, on SQLite, with a floor
#   make check        format, lint, types, migrations, settings for production
#   make bench        what pages, packets and writing cost, beside a baseline in the same run
#   make bench-scale  the same pages with 5,000 patients, on PostgreSQL
#   make format       puts code and templates in order
#   make messages     the files of translators, in order with the program (docs/languages.md)
#   make lock         pins the packages anew
#
# On Debian and Ubuntu each does its own setting-up, once. What was done is remembered by
# files in .venv/ and data/, and done again only when what it depends on has changed.

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= data

# The one list of what Debian brings: Python, what draws text for paper, and fonts for
# what ours lack: Arabic, Hebrew, Hindi, Thai, … (43 MB); Chinese, Japanese and Korean
# (5 MB; fonts-droid-fallback has no Korean); emoji (11 MB).
DEBIAN_RUN := python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
  fonts-dejavu-core fonts-noto-core fonts-wqy-microhei fonts-noto-color-emoji
# … and for the tests a database server and a browser (unless there is one).
BROWSER := $(CHROMIUM)$(shell command -v chromium-headless-shell \
  || command -v chromium || command -v google-chrome)
DEBIAN_TEST := $(DEBIAN_RUN) postgresql libatomic1 poppler-utils \
  gettext $(if $(BROWSER),,chromium-headless-shell)

VENV := .venv
BIN := $(VENV)/bin/python
MANAGE := LOCAL=true $(BIN) manage.py
MIGRATIONS := $(shell find myeloma_journal -path '*/migrations/*.py')
CATALOGUE := $(wildcard fixtures/catalogue/*.json)
STATIC := $(shell find static -type f)
# Migrate whenever the SQLite file is not there: a new one, or another database.
NO_DATABASE := $(if $(wildcard $(DATA_DIR)/journal.sqlite3),,always)

.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -ec
.PHONY: help run dev shell migrations t test coverage check bench bench-scale format messages \
  lock always

help:
	@sed -n 's/^#   make/make/p' Makefile

run: $(VENV)/run-packages $(DATA_DIR)/catalogue static_collected/staticfiles.json
	@umask 077  # what is written here is for its owner's eyes
	export LOCAL=true SITE_URL=http://127.0.0.1:$(PORT) BIND=127.0.0.1:$(PORT)
	exec $(BIN) -m gunicorn myeloma_journal.wsgi

dev: $(VENV)/dev-packages $(DATA_DIR)/catalogue
	@umask 077
	export LOCAL=true DEBUG=true SITE_URL=http://127.0.0.1:$(PORT)
	echo "A journal that is already full: Sign in, Look around a sample journal"
	exec $(BIN) -Wdefault manage.py runserver 127.0.0.1:$(PORT)

shell: $(VENV)/run-packages $(DATA_DIR)/catalogue
	@umask 077
	$(MANAGE) shell

migrations: $(VENV)/dev-packages
	@$(MANAGE) makemigrations

t: $(VENV)/dev-packages
	@$(BIN) -m pytest -q $(or $(wildcard tests/$(APP) tests/*/$(APP)),tests/$(APP))

test: $(VENV)/test-packages
	@$(BIN) -m pytest

coverage: $(VENV)/dev-packages
	@TEST_DB=sqlite $(BIN) -m pytest -q -n auto --dist loadfile --nomigrations \
	  --ignore tests/journeys --cov

bench: $(VENV)/test-packages static_collected/staticfiles.json
	@TEST_DB=sqlite $(BIN) -m pytest -q -p no:xdist tests/bench/pages.py tests/bench/packet.py
	$(BIN) -m tests.bench.load
	$(BIN) -m tests.bench.writes

PATIENTS ?= 5000
bench-scale: $(VENV)/test-packages static_collected/staticfiles.json
	@$(BIN) -m tests.bench.scale $(PATIENTS)

check: $(VENV)/dev-packages
	@$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .
	$(BIN) -m djlint --check --lint templates
	$(BIN) -m mypy
	$(MANAGE) makemigrations --check
	env LOCAL= SITE_URL=https://journal.example DATABASE_URL=sqlite://:memory: \
	  SECRET_KEY="$$($(BIN) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	  MFA_KEY="$$($(BIN) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	  EMAIL_URL=smtp://localhost:25 $(BIN) manage.py check --deploy --fail-level WARNING

format: $(VENV)/dev-packages
	@$(BIN) -m ruff check --fix .
	$(BIN) -m ruff format .
	$(BIN) -m djlint --reformat --quiet templates

# British English has only what differs: the rest is the English of the program.
BRITISH := locale/en_GB/LC_MESSAGES/django.po
messages: $(VENV)/test-packages
	@$(MANAGE) makemessages -v 0 --exclude en_GB --keep-pot --add-location file \
	  -i tests -i static_collected -i data
	msgmerge -q --no-fuzzy-matching --update --backup=none $(BRITISH) locale/django.pot
	msgattrib --translated --add-location=file $(BRITISH) \
	  | grep -v POT-Creation-Date > locale/british.po
	mv locale/british.po $(BRITISH)
	rm locale/django.pot
	$(MANAGE) compilemessages -v 0

UV := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header
lock: $(VENV)/dev-packages
	@$(BIN) -m pip install -q uv==0.13.9
	$(UV) requirements.in -o requirements.txt
	$(UV) requirements-dev.in -c requirements.txt -o requirements-dev.txt

# ---- Setting up ---------------------------------------------------------------------

# Installs those Debian packages that are missing. Who may not is told what to type.
define debian
@missing=""
for package in $(1); do
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
    || missing="$$missing $$package"
done
install="apt-get install -y --no-install-recommends$$missing"
if [ -n "$$missing" ]; then
  if ! command -v apt-get >/dev/null; then
    echo "This is not Debian or Ubuntu. Needed here by other names:$$missing" >&2
  else
    if [ "$$(id -u)" = 0 ]; then root=; else root=sudo; fi
    if [ -n "$$root" ] && ! command -v sudo >/dev/null; then
      echo "Some Debian packages are missing. As root, type:" >&2
      echo "  $$install" >&2
      exit 1
    fi
    echo "Installing from Debian:$$missing"
    root="$$root env DEBIAN_FRONTEND=noninteractive"
    if ! $$root $$install >/dev/null 2>&1; then
      $$root apt-get update -q >/dev/null || true
      if ! $$root $$install >/dev/null; then
        echo "That did not work. As root, type:" >&2
        echo "  apt-get update && $$install" >&2
        exit 1
      fi
    fi
  fi
fi
mkdir -p $(VENV)
touch $@
endef

$(VENV)/run-debian: Makefile
	$(call debian,$(DEBIAN_RUN))

$(VENV)/test-debian: Makefile
	$(call debian,$(DEBIAN_TEST))

$(VENV)/run-packages: requirements.txt | $(VENV)/run-debian
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=…" >&2; exit 1; }
	echo "Installing Python packages into $(VENV), a minute or two"
	$(PYTHON) -m venv $(VENV)
	$(BIN) -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test-packages: $(VENV)/dev-packages $(VENV)/test-debian
	@touch $@

$(VENV)/dev-packages: requirements-dev.txt $(VENV)/run-packages
	@echo "Installing what contributors need into $(VENV)"
	$(BIN) -m pip install -q --disable-pip-version-check \
	  -r requirements.txt -r requirements-dev.txt
	touch $@

$(DATA_DIR)/migrated: $(MIGRATIONS) $(VENV)/run-packages $(NO_DATABASE)
	@umask 077
	echo "Making the tables of $(DATA_DIR), and reading the catalogue: about a minute"
	$(MANAGE) migrate -v 0
	$(MANAGE) createcachetable
	touch $@

$(DATA_DIR)/catalogue: $(CATALOGUE) $(DATA_DIR)/migrated
	@$(if $(CATALOGUE),$(MANAGE) loaddata -v 0 $(CATALOGUE))
	touch $@

static_collected/staticfiles.json: $(STATIC) $(VENV)/run-packages
	@$(MANAGE) collectstatic --noinput -v 0
	touch $@
