#!/usr/bin/env bash
# Plays one evening and one packing shift. With a display, opens the application on a throw-away
# vault instead; NIFUDA_DRIVE=1 plays it all the same. With "locks", plays everything that calls for
# the lock.
set -euo pipefail
cd "$(dirname "$0")/../.."
# The application keeps no ledger where a restart empties it.
[ "$(stat -f -c %T "${TMPDIR:-/tmp}")" != tmpfs ] || export TMPDIR=/var/tmp
go build -tags sqlite_fts5,sqlite_json -o build/drive ./testdata/drive
if [ "${1:-}" = locks ]; then
	rm -rf demo-out/locks
	exec build/drive -play locks -program ./nifuda -out demo-out/locks
fi
if [ -n "${DISPLAY:-}" ] && [ -z "${NIFUDA_DRIVE:-}" ] && [ -z "${CI:-}" ]; then
	dir=$(mktemp -d)
	trap 'rm -rf "$dir"' EXIT
	build/drive -prepare "$dir/nifuda"
	XDG_CONFIG_HOME="$dir/config" ./nifuda -data "$dir/nifuda"
	exit
fi
rm -rf demo-out
build/drive -program ./nifuda -out demo-out
exec build/drive -play shift -program ./nifuda -out demo-out/shift
