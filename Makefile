# Two commands do everything: `make demo` and `make test`.
.PHONY: demo install test build lint bench-trace bench-cedar bench-compile bench-inspect bench-ledger fuzz-parsers fuzz-logs fuzz-forms \
	fuzz-cedar fuzz-conditions fuzz-inspection clean

SWIFT ?= swift
PREFIX ?= /usr/local
BUILT ?= .build/release

demo:
	@Scripts/install-system-packages demo
	$(SWIFT) build -c release --product sekisho
	@.build/release/sekisho demo --out out/report-2023

# For the machine that has built it: the Swift runtime is taken from the toolchain.
install:
	@Scripts/install-system-packages demo
	$(SWIFT) build -c release --product sekisho
	$(SWIFT) build -c release --product sekisho-ledger
	install -D -m 755 $(BUILT)/sekisho $(DESTDIR)$(PREFIX)/bin/sekisho
	install -D -m 755 $(BUILT)/sekisho-ledger $(DESTDIR)$(PREFIX)/bin/sekisho-ledger

test:
	@Scripts/install-system-packages test
	$(SWIFT) test --disable-xctest

build:
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	Scripts/check-house

bench-trace:
	@Scripts/install-system-packages bench
	Benchmarks/trace/bench-trace

# All take a seed and say which; FUZZ="--seconds 600" or FUZZ="--mutants 100000" for more.
fuzz-parsers:
	Scripts/fuzz-parsers $(FUZZ)

fuzz-logs:
	Scripts/fuzz-logs $(FUZZ)

fuzz-forms:
	Scripts/fuzz-forms $(FUZZ)

# Decisions from the command line and of each engine, which FUZZ is for, and the validator's verdicts; both need cedarpy.
fuzz-cedar:
	Scripts/fuzz-decisions $(FUZZ)
	Scripts/fuzz-engines $(FUZZ)
	Scripts/fuzz-validation

# Conditions held to a real PostgreSQL.
fuzz-conditions:
	Scripts/fuzz-conditions $(FUZZ)

# Proofs and counterexamples held to brute force and to a real PostgreSQL: FUZZ="--feeds 1000 --rows 100000" for more.
fuzz-inspection:
	Scripts/fuzz-inspection $(FUZZ)

bench-compile:
	@Scripts/install-system-packages test
	Benchmarks/inspect-compile/bench-compile

# Proofs beside cvc5 and Z3, which it installs into out/; BENCH="--seeds 10" compares verdicts on further sets.
bench-inspect:
	@Scripts/install-system-packages test
	Benchmarks/inspect/bench-inspect $(BENCH)

bench-ledger:
	@Scripts/install-system-packages test
	Benchmarks/ledger/bench-ledger

# Needs cedarpy.
bench-cedar:
	Benchmarks/cedar/bench-cedar

clean:
	rm -rf .build out
