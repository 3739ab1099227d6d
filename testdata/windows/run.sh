#!/usr/bin/env bash
# run.sh [TEST FLAGS]: runs, under Wine, the tests of every room that has some
# for Windows, on a screen, with a registry and a printing system of their own. Rooms that need C
# (the window, SQLCipher) are built by `make windows` alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
bed=$(mktemp -d "${TMPDIR:-/tmp}/nifuda-windows-XXXXXX")
chmod 755 "$bed" # the back ends of CUPS run as somebody else
patience=120 # seconds for one room
screen=
labels=
export WINEPREFIX=$bed/prefix WINEDEBUG=-all WINEDLLOVERRIDES="bcryptprimitives=n;mscoree=;mshtml="
cleanup() {
	wineserver -k 2>/dev/null || true # of our own prefix alone
	[ -z "$screen" ] || kill "$screen" 2>/dev/null || true
	[ -z "$labels" ] || kill "$labels" 2>/dev/null || true
	[ ! -d "$bed/printing" ] || testdata/printing/down.sh "$bed/printing" || true
	rm -rf "$bed"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
rooms=$(find app data labels -name '*_windows_test.go' -printf '%h\n' | sort -u)
[ -n "$rooms" ] || { echo "no room has tests for Windows" >&2; exit 1; }

# Building comes before anything that has to be ended again.
for room in $rooms; do
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go vet "./$room"
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -c -o "$bed/${room//\//-}.exe" "./$room"
done
timeout 90 testdata/printing/up.sh "$bed/printing"
# shellcheck disable=SC1091
. "$bed/printing/env"
export CUPS_SERVER=${NIFUDA_CUPS#unix:} # Wine asks there for its queues
port=$((14000 + $$ % 5000)) # below those of the printing system
export NIFUDA_LABELS=$bed/labels
mkdir "$NIFUDA_LABELS"
go build -o "$bed/labelprinter" ./testdata/labelprinter
"$bed/labelprinter" "127.0.0.1:$port" "$NIFUDA_LABELS" &
labels=$!
lpadmin -p Label -E -v "socket://127.0.0.1:$port" -m raw 2>/dev/null
Xvfb -displayfd 3 -screen 0 800x600x24 -nolisten tcp 3>"$bed/display" 2>/dev/null &
screen=$!
for _ in $(seq 100); do [ -s "$bed/display" ] && break; sleep 0.1; done
[ -s "$bed/display" ] || { echo "Xvfb did not start" >&2; exit 1; }
DISPLAY=:$(cat "$bed/display")
export DISPLAY
timeout $patience wineboot -i >"$bed/boot.log" 2>&1 || { cat "$bed/boot.log"; exit 1; }
x86_64-w64-mingw32-gcc -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" testdata/windows/prng.c -ladvapi32
timeout $patience wine regedit /S testdata/windows/queues.reg
export NIFUDA_WINE=1

for room in $rooms; do
	echo "windows $room"
	(cd "$room" && timeout $patience wine "$bed/${room//\//-}.exe" -test.v "$@") >"$bed/room.log" 2>&1 || { cat "$bed/room.log"; exit 1; }
	grep -E '^--- (PASS|SKIP)' "$bed/room.log"
done

# What came out of GDI, Wine and CUPS is read as a scanner reads it.
for _ in $(seq 300); do [ -z "$(ls -A "$NIFUDA_PRINTED")" ] || break; sleep 0.1; done
sleep 1 # a second one would be a fault
papers=("$NIFUDA_PRINTED"/*)
[ ${#papers[@]} = 1 ] || { echo "${#papers[@]} papers came out of GDI, want 1" >&2; exit 1; }
pdftoppm -r 300 -gray "${papers[0]}" "$bed/paper"
codes=$(zbarimg -q --raw -Scode128.enable "$bed"/paper*.pgm 2>/dev/null | grep -c '^W-00' || true)
[ "$codes" = 12 ] || { echo "$codes codes of 12 can be read on the paper" >&2; exit 1; }
echo "windows paper: 12 codes of 12"
