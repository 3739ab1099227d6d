#!/usr/bin/env bash
# Opens our files with an independent SQLCipher, Argon2id and HPKE (npm, a
# separate process that is never part of the application).
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules/@hpke/core ] || npm ci --ignore-scripts --no-audit --no-fund --silent
export NIFUDA_SQLCIPHER="$PWD/open.mjs" NIFUDA_DUMP="$PWD/dump.mjs"
cd ../..
go test -count=1 -tags sqlite_fts5,sqlite_json,independent ./data/house -run Independent -v
