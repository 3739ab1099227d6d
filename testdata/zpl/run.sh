#!/usr/bin/env bash
# Renders our labels with an independent reader of ZPL (npm, a separate process
# that is never part of the application) and compares them dot by dot.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules/zpl-renderer-js ] || npm ci --ignore-scripts --no-audit --no-fund --silent
export NIFUDA_ZPL="$PWD/render.mjs"
cd ../..
go test -count=1 -tags sqlite_fts5,sqlite_json,independent ./labels/printer/raw -run Independent -v
