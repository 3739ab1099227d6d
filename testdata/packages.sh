#!/usr/bin/env bash
# packages.sh SET: installs the Debian packages of a set that are missing.
set -euo pipefail
build="gcc pkg-config shellcheck zint dbus-daemon libasound2-dev libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev"
window="xvfb xdotool xclip x11-utils imagemagick libgl1-mesa-dri"
paper="poppler-utils zbar-tools ghostscript"
print="$paper cups cups-client cups-filters cups-ipp-utils avahi-daemon dbus printer-driver-cups-pdf"
trace="strace"
speed="glabels poppler-utils zbar-tools"
windows="gcc-mingw-w64-x86-64-win32"
wine="$windows wine wine64 xvfb"
postgres="postgresql"
case ${1:?which set: build, window, paper, print, trace, speed, windows, wine or postgres} in
	build) want=$build ;;
	window) want="$build $window" ;;
	paper) want=$paper ;;
	print) want=$print ;;
	trace) want=$trace ;;
	speed) want=$speed ;;
	windows) want=$windows ;;
	wine) want=$wine ;;
	postgres) want=$postgres ;;
	*) echo "no such set: $1" >&2; exit 2 ;;
esac
missing=
for p in $want; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q "ok installed" || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
# Services that come along must not start: tests start their own, on loopback.
policy=/usr/sbin/policy-rc.d
if { [ "$1" = print ] || [ "$1" = postgres ]; } && [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
	$sudo chmod +x $policy
	trap '$sudo rm -f $policy' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
echo "installing:$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y --no-install-recommends $missing >/dev/null
