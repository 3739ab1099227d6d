#!/bin/sh
# run.sh: installs a throw-away Vendure server (npm only), starts it on a free
# loopback port, runs the vendure tests against it and ends what it started.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
work=$(mktemp -d)
server=
finish() {
	if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
READY="$work/ready.json" VENDURE_DISABLE_TELEMETRY=true node index.js >"$work/log" 2>&1 &
server=$!
waited=0
until [ -f "$work/ready.json" ]; do
	if ! kill -0 "$server" 2>/dev/null || [ "$waited" -ge 180 ]; then
		cat "$work/log" >&2
		exit 1
	fi
	sleep 1
	waited=$((waited + 1))
done
cd ../..
NIFUDA_VENDURE="$work/ready.json" go test -count=1 -tags "sqlite_fts5,sqlite_json,vendure" "$@" ./data/shop/vendure/...
