#!/bin/bash
# Prints for real: builds a printing system on loopback (up.sh), runs the tests
# that need one, and takes it down again. Needs Debian and root; installs what
# is missing without starting any service. Takes three minutes at most.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

packages=(cups cups-client cups-filters cups-ipp-utils avahi-daemon dbus poppler-utils printer-driver-cups-pdf zbar-tools)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
	policy=/usr/sbin/policy-rc.d
	if [ ! -e "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod 755 "$policy"
		trap 'rm -f "$policy"' EXIT
	fi
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
fi

go test -tags sqlite_fts5,sqlite_json,printer -c -o /dev/null ./labels/printer/ipp # build before the clock runs
dir=$(mktemp -d)
trap 'status=$?; "$here/down.sh" "$dir"; [ $status = 0 ] && rm -rf "$dir" || echo "kept for a look: $dir" >&2; exit $status' EXIT
timeout 120 "$here/up.sh" "$dir"
. "$dir/env"
timeout 150 go test -tags sqlite_fts5,sqlite_json,printer -count=1 -run Printing "$@" ./labels/printer/ipp
