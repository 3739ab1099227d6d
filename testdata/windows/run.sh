#!/usr/bin/env bash
# run.sh [-run PATTERN …]: builds the tests of every room that has parts for
# Windows and runs them under Wine, on a screen and in a prefix of their own.
# Rooms that need C (the window, SQLCipher) are built by `make windows` alone;
# data/vault is left out, as Wine 8 cannot remove a test's folder for Go.
set -euo pipefail
cd "$(dirname "$0")/../.."
rooms="app/capture app/clipboard app/idle app/process data data/guard data/guard/arrival labels/printer/winspool"
patience=120 # seconds for one room

dir=$(mktemp -d)
screen=
cleanup() {
	status=$?
	trap - EXIT
	wineserver -k 2>/dev/null || true # of our own prefix alone
	[ -z "$screen" ] || kill "$screen" 2>/dev/null || true
	rm -rf "$dir"
	exit $status
}
export WINEPREFIX=$dir/prefix WINEDEBUG=-all WINEDLLOVERRIDES="bcryptprimitives=n;mscoree,mshtml="
trap cleanup EXIT
trap 'exit 1' INT TERM

# Building comes before anything that has to be ended again.
for room in $rooms; do
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go vet "./$room"
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -c -o "$dir/${room//\//-}.exe" "./$room"
done
x86_64-w64-mingw32-gcc -O2 -Wall -Werror -shared -o "$dir/bcryptprimitives.dll" testdata/windows/prng.c -ladvapi32

Xvfb -displayfd 3 -screen 0 800x600x24 -nolisten tcp 3>"$dir/display" 2>/dev/null &
screen=$!
for _ in $(seq 100); do [ -s "$dir/display" ] && break; sleep 0.1; done
[ -s "$dir/display" ] || { echo "Xvfb did not start" >&2; exit 1; }
DISPLAY=:$(cat "$dir/display")
export DISPLAY
timeout $patience wineboot -i >/dev/null 2>&1
cp "$dir/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"

timeout $patience wine regedit /S testdata/windows/queues.reg
export NIFUDA_WINE=1

failed=
for room in $rooms; do
	exe=$dir/${room//\//-}.exe
	[ -e "$exe" ] || { echo "?    $room: no tests for Windows"; continue; }
	(cd "$room" && timeout $patience wine "$exe" "${@/#-run/-test.run}") || failed="$failed $room"
	echo "     $room"
done
[ -z "$failed" ] || { echo "failed under Wine:$failed" >&2; exit 1; }
