#!/usr/bin/env bash
# run.sh: runs, under Wine, the tests of every room that has some for Windows.
set -euo pipefail
cd "$(dirname "$0")/../.."
bed=$(mktemp -d "${TMPDIR:-/tmp}/nifuda-windows-XXXXXX")
export WINEPREFIX=$bed/prefix WINEDEBUG=-all WINEDLLOVERRIDES="bcryptprimitives=n;mscoree=;mshtml="
trap 'wineserver -k 2>/dev/null || true; rm -rf "$bed"' EXIT
under() { timeout 300 xvfb-run -a "$@"; }

under wine wineboot -i >"$bed/boot.log" 2>&1 || { cat "$bed/boot.log"; exit 1; }
x86_64-w64-mingw32-gcc -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" testdata/windows/prng.c -ladvapi32
ran=0
for room in $(find app data labels -name '*_windows_test.go' -printf '%h\n' | sort -u); do
	GOOS=windows CGO_ENABLED=0 go test -c -o "$bed/room.exe" "./$room"
	echo "windows $room"
	(cd "$room" && under wine "$bed/room.exe" -test.v) >"$bed/room.log" 2>&1 || { cat "$bed/room.log"; exit 1; }
	grep -E '^--- (PASS|SKIP)' "$bed/room.log"
	ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo "no room has tests for Windows" >&2; exit 1; }
