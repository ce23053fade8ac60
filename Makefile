# Chaland. `make run` serves an invented street, `make test` runs all tests, `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build pictures paint test fault fuzz sanitize bench peers format lint clean libraries programs toolchain

PORT ?= 8080
STORAGE ?= ./storage
BENCH_PEERS ?= ../shared/bench
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PROGRAM := .build/release/chaland
OPTIMISED := swift build -c release --static-swift-stdlib -Xlinker -s
VENV := .build/venv
SOURCES := Package.swift Sources Tests
FAULT_TOOLS := strace=strace faketime=faketime python3=python3
SECONDS_EACH ?= 600

# $(call need,reason,packages): installs missing packages with apt and prints the reason. `package=command` checks for
# the command instead of the package, for programs that may be installed another way.
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

help: ## Lists these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 14

run: build programs ## Serves an invented street from ./storage on PORT (8080)
	@[ -e "$(STORAGE)/association.sqlite" ] || $(PROGRAM) demo --storage "$(STORAGE)"
	@exec $(PROGRAM) serve --storage "$(STORAGE)" --port $(PORT)

build: libraries ## Builds the optimised programs: .build/release/chaland and chaland-sheet
	@echo "==> Building (the first time takes some minutes)"
	$(OPTIMISED) --product chaland
	$(OPTIMISED) --product chaland-sheet

pictures: build $(VENV)/ready ## Takes the pictures of README.md and the guides into docs/pictures
	@CHALAND_PROGRAM=$(abspath $(PROGRAM)) $(VENV)/bin/python Tests/Browser/pictures.py docs/pictures

paint: build $(VENV)/ready ## Prints when the first pages are painted on a slow phone
	@CHALAND_PROGRAM=$(abspath $(PROGRAM)) $(VENV)/bin/python Tests/Browser/paint.py

icons: programs ## Draws the icons of Public from icon.svg
	for side in 180 192 512; do rsvg-convert --width $$side --height $$side Public/icon.svg --output Public/icon-$$side.png; done

# Two lanes, about one core each: the Swift tests, one at a time; and the browser tests, then the fault tests. A build
# beside the browser tests would take three times as long. The gates count instructions and run last, alone.
test: lint build programs $(VENV)/ready ## Runs all tests: unit, in-process, socket, browser, cost and fault tests
	$(call need,tests run the program behind nginx and Caddy,nginx-light=nginx caddy openssl=openssl)
	$(call need,tests request pages with curl,curl=curl)
	$(call need,tests read PDFs and codes to scan,poppler-utils=pdftotext zbar-tools=zbarimg)
	$(call need,the gates count instructions$(comma) allocations and system calls,valgrind=valgrind strace=strace)
	$(call need,fault tests make system calls fail and set clocks,$(FAULT_TOOLS))
	@echo "==> Building the tests"
	swift build --build-tests
	@rm -f .build/tests*.xml .build/browser.xml .build/gates.xml .build/faults.xml
	@folder="$$(mktemp -d)"; export CHALAND_PROGRAM="$(abspath $(PROGRAM))"; set -m; \
	TMPDIR="$$folder" swift test --skip-build --disable-xctest --no-parallel --xunit-output .build/tests.xml \
	  >"$$folder/swift" 2>&1 & swift_tests=$$!; \
	trap 'kill -- -$$swift_tests 2>/dev/null || true; wait; rm -rf "$$folder"' EXIT; \
	$(VENV)/bin/python -m pytest Tests/Browser -n 2 --dist loadfile --junitxml=.build/browser.xml || true; \
	$(VENV)/bin/python -m pytest Tests/Fault --junitxml=.build/faults.xml || true; \
	wait $$swift_tests || true; cat "$$folder/swift"
	@$(VENV)/bin/python -m pytest Tests/Gates --junitxml=.build/gates.xml || true
	@$(VENV)/bin/python Tests/count.py .build/tests.xml .build/browser.xml .build/gates.xml .build/faults.xml

fault: build ## Runs the long fault tests: kills, system calls, disks, clocks, clients; ten minutes
	$(call need,fault tests make system calls fail and set clocks,$(FAULT_TOOLS))
	@failed=""; for fault in kills injected disk clock clients stop store restore; do \
	  echo "==> $$fault"; CHALAND_PROGRAM=$(abspath $(PROGRAM)) python3 Tests/Fault/$$fault.py || failed="$$failed $$fault"; \
	done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

fuzz: libraries ## Runs libFuzzer on the eight parsers, two at a time, SECONDS_EACH (600) each
	python3 Tests/Fuzz/fuzz.py --seconds $(SECONDS_EACH)

sanitize: libraries ## Runs the suites under ThreadSanitizer and AddressSanitizer; first build: half an hour
	python3 Tests/Fault/sanitize.py

bench: build ## Measures this program beside nginx and the built peers; fifteen minutes
	$(call need,the benchmark needs a load generator and nginx,\
	wrk=wrk nginx-light=nginx gcc=gcc python3=python3 strace=strace sqlite3=sqlite3)
	python3 Tests/Bench/bench.py

peers: toolchain ## Builds the other servers that make bench measures, from BENCH_PEERS; takes long, once
	@[ -x "$(BENCH_PEERS)/setup.sh" ] || { echo "no peers at $(BENCH_PEERS): set BENCH_PEERS"; exit 1; }
	nice -n 19 bash "$(BENCH_PEERS)/setup.sh" .build/bench

format: toolchain ## Formats the Swift sources
	swift format -i -r $(SOURCES)

lint: toolchain ## Checks the format of the Swift sources
	swift format lint --strict -r $(SOURCES)

clean: ## Removes .build; the storage stays
	rm -rf .build

toolchain:
	@command -v swift >/dev/null || { echo "A Swift 6.2 toolchain or newer is missing: https://www.swift.org/install/linux/debian/12"; exit 1; }

libraries: toolchain
	$(call need,the programs are linked with SQLite$(comma) zlib$(comma) libqrencode$(comma) libcrypto$(comma) libunistring$(comma) libarchive and expat,\
	libsqlite3-dev zlib1g-dev libqrencode-dev libssl-dev libunistring-dev libarchive-dev libexpat1-dev git=git)

# Programs that pages run as limited children, and the fonts of PDFs.
programs:
	$(call need,letters and posters are made into PDFs,librsvg2-bin=rsvg-convert fonts-liberation)
	$(call need,pages convert pictures,libvips-tools=vipsthumbnail)
	$(call need,mail leaves through it,curl=curl)

# Browser tests drive Debian's Chromium; vnu (Java) validates HTML, axe checks accessibility.
$(VENV)/ready: Tests/Browser/requirements.txt
	$(call need,browser tests drive Chromium$(comma) validate HTML and read the database,\
	chromium=chromium openssl=openssl chromium-driver=chromedriver default-jre-headless=java sqlite3=sqlite3 python3-venv)
	@echo "==> Installing selenium, vnu and axe into $(VENV)"
	@rm -rf $(VENV) && python3 -m venv $(VENV)
	@$(VENV)/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
	@$(VENV)/bin/pip install -q --disable-pip-version-check --no-deps axe-playwright-python==0.1.8
	@touch $@

comma := ,
