#!/usr/bin/env bash
# Prints while everything goes wrong; see doc.go. NIFUDA_REPEAT is how many of 100
# faults there are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
go build -tags sqlite_fts5,sqlite_json -o build/runs ./testdata/runs
dir=$(mktemp -d)
trap 'status=$?; "$here/../printing/down.sh" "$dir"; [ $status = 0 ] && rm -rf "$dir" || echo "kept for a look: $dir" >&2; exit $status' EXIT
timeout 120 "$here/../printing/up.sh" "$dir"
. "$dir/env"
LANG=ja_JP.UTF-8 build/runs -faults "${NIFUDA_REPEAT:-100}"
