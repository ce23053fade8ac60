# Chaland. `make run` tries it, `make test` checks it; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build test fault fuzz sanitize bench peers format lint clean libraries toolchain

PORT ?= 8080
STORAGE ?= ./storage
BENCH_PEERS ?= ../shared/bench
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PROGRAM := .build/release/chaland
VENV := .build/venv
SOURCES := Package.swift Sources Tests
FAULT_TOOLS := strace=strace faketime=faketime python3=python3
SECONDS_EACH ?= 600

# $(call need,why,packages): installs by apt what is missing and says why. `package=command` asks for the command instead,
# which may come from elsewhere.
define need
@missing=""; \
for wanted in $(2); do \
  package="$${wanted%%=*}"; command="$${wanted#*=}"; \
  if [ "$$package" != "$$command" ]; then command -v "$$command" >/dev/null && continue; \
  elif dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed'; then continue; fi; \
  missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
  echo "==> Installing$$missing: $(1)"; \
  $(SUDO) apt-get update -qq; \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null; \
fi
endef

help: ## These lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 14

run: build ## Tries it: an invented street in ./storage, served on PORT (8080)
	@[ -e "$(STORAGE)/association.sqlite" ] || $(PROGRAM) demo --storage "$(STORAGE)"
	@exec $(PROGRAM) serve --storage "$(STORAGE)" --port $(PORT)

build: libraries ## The program, optimised: .build/release/chaland
	@echo "==> Building (the first time takes some minutes)"
	swift build -c release --product chaland --static-swift-stdlib -Xlinker -s

# Swift tests one after another: the time of each is its own, and none waits for a processor that another test holds.
test: lint build $(VENV)/ready ## Unit, in-process, over-the-socket and browser tests, and what a request may cost
	$(call need,the program is tested behind the proxies of its documentation,nginx-light=nginx caddy openssl=openssl)
	$(call need,pages are asked for from outside,curl=curl)
	$(call need,the gates count instructions$(comma) allocations and system calls,valgrind=valgrind strace=strace)
	$(call need,system calls are made to fail and clocks moved,$(FAULT_TOOLS))
	@echo "==> Building the tests"
	swift build --build-tests
	@rm -f .build/tests*.xml .build/browser.xml .build/gates.xml .build/faults.xml
	@swift test --skip-build --disable-xctest --no-parallel --xunit-output .build/tests.xml || true
	@CHALAND_PROGRAM=$(abspath $(PROGRAM)) $(VENV)/bin/python -m pytest Tests/Browser --junitxml=.build/browser.xml || true
	@$(VENV)/bin/python -m pytest Tests/Gates --junitxml=.build/gates.xml || true
	@CHALAND_PROGRAM=$(abspath $(PROGRAM)) $(VENV)/bin/python -m pytest Tests/Fault --junitxml=.build/faults.xml || true
	@$(VENV)/bin/python Tests/count.py .build/tests.xml .build/browser.xml .build/gates.xml .build/faults.xml

fault: build ## Kills, failing system calls, disks, clocks, bad clients, stops: some ten minutes
	$(call need,system calls are made to fail and clocks moved,$(FAULT_TOOLS))
	@failed=""; for fault in kills injected disk clock clients stop store; do \
	  echo "==> $$fault"; CHALAND_PROGRAM=$(abspath $(PROGRAM)) python3 Tests/Fault/$$fault.py || failed="$$failed $$fault"; \
	done; [ -z "$$failed" ] || { echo "broken:$$failed"; exit 1; }

fuzz: libraries ## libFuzzer on what reads strangers' bytes: 10 minutes each of eight, two at a time (SECONDS_EACH)
	python3 Tests/Fuzz/fuzz.py --seconds $(SECONDS_EACH)

sanitize: libraries ## The suites under ThreadSanitizer and AddressSanitizer: half an hour of building the first time
	python3 Tests/Fault/sanitize.py

bench: build ## This program beside nginx and the peers that are built, in one run of some fifteen minutes
	$(call need,the load and the first peer of the measurements,\
	wrk=wrk nginx-light=nginx gcc=gcc python3=python3 strace=strace sqlite3=sqlite3)
	python3 Tests/Bench/bench.py

peers: toolchain ## The other servers that make bench measures, from BENCH_PEERS (a long build, once)
	@[ -x "$(BENCH_PEERS)/setup.sh" ] || { echo "no peers at $(BENCH_PEERS): set BENCH_PEERS"; exit 1; }
	nice -n 19 bash "$(BENCH_PEERS)/setup.sh" .build/bench

format: toolchain ## Lays the sources out as .swift-format says
	swift format -i -r $(SOURCES)

lint: toolchain ## Says where the sources are not laid out so
	swift format lint --strict -r $(SOURCES)

clean: ## Forgets what was built; the storage stays
	rm -rf .build

toolchain:
	@command -v swift >/dev/null || { echo "A Swift 6.2 toolchain or newer is missing: https://www.swift.org/install/linux/debian/12"; exit 1; }

libraries: toolchain
	$(call need,the program is linked with SQLite$(comma) zlib$(comma) libqrencode and libcrypto,libsqlite3-dev zlib1g-dev libqrencode-dev libssl-dev git=git)

# The browser tests drive Debian's Chromium; vnu checks the HTML (Java), axe what an assistive technology meets.
$(VENV)/ready: Tests/Browser/requirements.txt
	$(call need,the tests drive a browser$(comma) validate HTML and look into the database,\
	chromium=chromium chromium-driver=chromedriver default-jre-headless=java sqlite3=sqlite3 python3-venv)
	@echo "==> Installing selenium, vnu and axe into $(VENV)"
	@rm -rf $(VENV) && python3 -m venv $(VENV)
	@$(VENV)/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
	@$(VENV)/bin/pip install -q --disable-pip-version-check --no-deps axe-playwright-python==0.1.8
	@touch $@

comma := ,
