# Two commands do everything: `make demo` and `make test`.
.PHONY: demo test build lint bench-trace bench-cedar clean

SWIFT ?= swift

demo:
	@Scripts/install-system-packages demo
	$(SWIFT) build -c release --product sekisho
	@.build/release/sekisho demo --out out/report-2023

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

# Needs cedarpy.
bench-cedar:
	Benchmarks/cedar/bench-cedar

clean:
	rm -rf .build out
