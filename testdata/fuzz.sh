#!/usr/bin/env bash
# fuzz.sh TIME: runs every fuzz target of the house for that long.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s}
grep -rl --include='*_test.go' '^func Fuzz' data labels | while read -r file; do
	grep -o '^func Fuzz[A-Za-z0-9]*' "$file" | sed 's/func //' | while read -r target; do
		echo "fuzz $(dirname "$file") $target"
		# Left alone, Go spends a minute on making each find smaller: the whole time.
		go test -tags sqlite_fts5,sqlite_json -run='^$' -fuzz="^$target\$" -fuzztime="$time" -fuzzminimizetime=100x "./$(dirname "$file")"
	done
done
