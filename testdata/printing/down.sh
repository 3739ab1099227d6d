#!/bin/bash
# Ends what up.sh DIR has started, the last first, and nothing else.
set -uo pipefail

dir=$(cd "$1" && pwd) || exit 1
[ -e "$dir/pids" ] || exit 0

# ours PID NAME: still running, and writing where up.sh told it to: a number that
# another process has got since does not.
ours() { [ -d "/proc/$1" ] && [ "$(readlink "/proc/$1/fd/1")" = "$dir/$2.log" ]; }

tac "$dir/pids" | while read -r pid name; do
	ours "$pid" "$name" || continue
	kill -TERM "$pid"
	for _ in $(seq 50); do
		ours "$pid" "$name" || continue 2
		sleep 0.1
	done
	kill -KILL "$pid"
done
rm -f "$dir/pids"
