# Every target installs what it needs from Debian's packages; see testdata/packages.sh.
TAGS  := sqlite_fts5,sqlite_json
GO    := go
FLAGS := -tags $(TAGS)

# How often long tests repeat: CI runs a fifth of each stated count, soak all.
REPEAT ?= 20
export NIFUDA_REPEAT = $(REPEAT)

.PHONY: run demo locks trace build test test-fast test-print test-runs test-shops test-sqlcipher test-zpl test-windows bench bench-sync fuzz soak windows clean

build: packages-build
	$(GO) build $(FLAGS) -o nifuda .

run: build
	./nifuda

demo: build packages-window packages-print
	testdata/drive/run.sh

# Everything that calls for the lock, at the worst moment.
locks: build packages-window packages-print
	testdata/drive/run.sh locks

# The evening again, with every file that the application writes under strace.
trace: build packages-window packages-print packages-trace
	testdata/trace/run.sh

test-fast: packages-build packages-window packages-paper
	$(GO) vet $(FLAGS) ./...
	$(GO) test -timeout 30m $(FLAGS) ./...

test: test-fast test-print test-runs test-shops test-sqlcipher test-zpl test-windows fuzz demo locks trace

test-print: packages-print
	testdata/printing/run.sh

# Print runs of 200 labels while sessions are killed and printers fail.
test-runs: packages-build packages-print
	testdata/runs/run.sh

# Real storefront servers: Vendure in memory, Medusa on a PostgreSQL of its own.
test-shops: packages-build packages-postgres
	testdata/vendure/run.sh
	testdata/medusa/run.sh

test-sqlcipher: packages-build
	testdata/sqlcipher/run.sh

# Label printers' language, as somebody else reads it.
test-zpl: packages-build
	testdata/zpl/run.sh

# The parts for Windows, under Wine.
test-windows: packages-wine packages-print
	testdata/windows/run.sh

# What is printed: seconds for the whole verification of 100,000 entries, and
# how many hundredths of it is reading them. The goal is one second.
bench: packages-build packages-speed bench-sync
	$(GO) test $(FLAGS) -run '^$$' -bench Verify100000 -benchtime 5x ./data/store/ledger
	testdata/speed/run.sh

# 10,000 orders from a demo shop in a process of its own: processor time per
# order, memory, and how much of the time is waiting for the shop.
bench-sync: packages-build
	$(GO) run $(FLAGS) ./testdata/syncspeed

fuzz: packages-build
	testdata/fuzz.sh 30s

soak:
	$(MAKE) test REPEAT=100

windows: packages-windows
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		$(GO) build $(FLAGS) -ldflags "-H windowsgui -s -w" -o nifuda.exe .

packages-%:
	@testdata/packages.sh $*

clean:
	rm -rf nifuda nifuda.exe demo-out
