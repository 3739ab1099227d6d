#!/usr/bin/env bash
# postgres.sh start|stop DIR: a throw-away PostgreSQL in DIR, on a free loopback
# port that it writes to DIR/port. It trusts everybody on this computer.
set -euo pipefail
dir=$2
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
	as() { runuser -u postgres -- "$@"; }
fi
if [ "$1" = stop ]; then
	as "$bin/pg_ctl" -D "$dir/data" -m immediate -s -w -t 30 stop
	exit
fi
mkdir -p "$dir"
[ "$(id -u)" != 0 ] || chown postgres "$dir"
cd "$dir"
as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
# Nothing here outlives the test, so nothing waits for the disk.
as tee -a "$dir/data/postgresql.conf" >/dev/null <<-CONF
	listen_addresses = '127.0.0.1'
	port = $port
	unix_socket_directories = '$dir'
	fsync = off
	synchronous_commit = off
	full_page_writes = off
CONF
as "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -s -w -t 60 start
as "$bin/createdb" -h 127.0.0.1 -p "$port" -U postgres medusa
echo "$port" >"$dir/port"
