#!/usr/bin/env bash
# run.sh: installs a throw-away Medusa server (npm), fills it with 980 orders on a
# PostgreSQL of its own, starts both on free loopback ports, runs the medusa tests
# against it, and ends what it started.
set -euo pipefail
cd "$(dirname "$0")"
# "npm ci" of some versions refuses a lock file that names packages of other
# systems; this keeps to the same lock and writes nothing back.
[ -d node_modules/@medusajs/medusa ] || npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
work=$(mktemp -d)
chmod 711 "$work" # PostgreSQL has a user of its own
server=
# shellcheck disable=SC2317 # the trap calls it
finish() {
	if [ -n "$server" ]; then
		kill "$server" 2>/dev/null || true
		for _ in $(seq 50); do
			kill -0 "$server" 2>/dev/null || break
			sleep 0.2
		done
		kill -9 "$server" 2>/dev/null || true
	fi
	[ ! -f "$work/pg/port" ] || ./postgres.sh stop "$work/pg" || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
medusa() {
	if ! timeout 300 node node_modules/@medusajs/cli/cli.js "$@" >"$work/log" 2>&1; then
		tail -20 "$work/log" >&2
		exit 1
	fi
}
./postgres.sh start "$work/pg"
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
DATABASE_URL="postgres://postgres@127.0.0.1:$(cat "$work/pg/port")/medusa"
export DATABASE_URL
export MEDUSA_DISABLE_TELEMETRY=true NODE_ENV=production NODE_OPTIONS=--max-old-space-size=1536
export READY="$work/ready.json" MAILS="$work/mails" URL="http://127.0.0.1:$port" ORDERS=980
medusa db:migrate --execute-safe-links
medusa exec ./seed.js
[ -f "$READY" ] || { tail -20 "$work/log" >&2; exit 1; }
node node_modules/@medusajs/cli/cli.js start -H 127.0.0.1 -p "$port" --types=false >"$work/log" 2>&1 &
server=$!
for _ in $(seq 180); do
	kill -0 "$server" 2>/dev/null || break
	if node -e 'fetch(process.env.URL + "/health").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'; then
		(cd ../.. && NIFUDA_MEDUSA="$READY" go test -count=1 -timeout 10m -tags sqlite_fts5,sqlite_json,medusa "$@" ./data/shop/medusa)
		exit
	fi
	sleep 1
done
tail -20 "$work/log" >&2
exit 1
