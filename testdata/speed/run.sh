#!/usr/bin/env bash
# 1,000 labels on A4, twelve a sheet, each with a Code128 and a QR code: glabels
# and ours print the same data, one after the other. What is printed are CPU
# seconds of the whole commands and the most memory they took.
set -euo pipefail
cd "$(dirname "$0")/../.."
bed=$(mktemp -d)
trap 'rm -rf "$bed"' EXIT
go build -tags sqlite_fts5,sqlite_json -o "$bed/speed" ./testdata/speed
"$bed/speed" data >"$bed/data.csv"
sed "s#DATA#$bed/data.csv#" testdata/speed/labels.glabels >"$bed/labels.glabels"
"$bed/speed" compare "$bed"
for paper in glabels ours; do
	pages=$(pdfinfo "$bed/$paper.pdf" | sed -n 's/^Pages: *//p')
	pdftoppm -r 300 -mono -f 42 -l 42 "$bed/$paper.pdf" "$bed/$paper"
	codes=$(zbarimg -q --raw "$bed/$paper"*.pbm 2>/dev/null | grep -c '^N-' || true)
	echo "$paper: $pages pages; on the 42nd, $codes codes of 24 can be read"
done
