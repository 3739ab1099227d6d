#!/usr/bin/env bash
# fuzz.sh TIME: runs every fuzz target of the house for that long. What it finds
# interesting is made smaller ten times at most: the time is for finding.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s}
said=$(mktemp)
trap 'rm -f "$said"' EXIT
grep -rl --include='*_test.go' '^func Fuzz' data labels | while read -r file; do
	grep -o '^func Fuzz[A-Za-z0-9]*' "$file" | sed 's/func //' | while read -r target; do
		echo "fuzz $(dirname "$file") $target"
		for try in 1 2 3; do
			go test -tags sqlite_fts5,sqlite_json -run='^$' -fuzz="^$target\$" -fuzztime="$time" -fuzzminimizetime=10x "./$(dirname "$file")" 2>&1 | tee "$said" && break
			# Go's own fuzzer now and then calls the end of its time a failure, without an input that fails.
			[ "$try" != 3 ] && grep -q 'context deadline exceeded' "$said" && ! grep -q 'Failing input' "$said" || exit 1
		done
	done
done
