#!/usr/bin/env bash
# Opens a ledger of ours with an independent SQLCipher (npm, AGPL, a separate
# process that is never part of the application).
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules/@signalapp/sqlcipher ] || npm ci --ignore-scripts --no-audit --no-fund --silent
export NIFUDA_SQLCIPHER="$PWD/open.mjs"
cd ../..
go test -count=1 -tags sqlite_fts5,sqlite_json,independent ./data/house -run Independent -v
