#!/usr/bin/env bash
# Plays the evening with the application under strace, then judges every file
# that it opened for writing, made, renamed or removed. Needs root where the
# system lets nobody else trace.
set -euo pipefail
cd "$(dirname "$0")/../.."
go build -tags sqlite_fts5,sqlite_json -o build/drive ./testdata/drive
go build -o build/trace ./testdata/trace
[ "$(stat -f -c %T "${TMPDIR:-/tmp}")" != tmpfs ] || export TMPDIR=/var/tmp # as the drive
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
program=$(pwd)/nifuda
# The tracer is the grandchild (-D): the process that is driven, scanned and
# killed is the application itself. Each start has a file of its own.
cat >"$dir/nifuda" <<EOF
#!/bin/sh
env | grep -E '^(HOME|TMPDIR|XDG_[A-Z_]*)=' >"$dir/env"
exec strace -D -f -qq -y -s 4096 -e signal=none -o "$dir/\$\$.strace" \\
	-e trace=open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,truncate,unlink,unlinkat,memfd_create,ftruncate \\
	"$program" "\$@"
EOF
chmod 755 "$dir/nifuda"
build/drive -program "$dir/nifuda" -out demo-out/trace
build/trace -env "$dir/env" "$dir"/*.strace
