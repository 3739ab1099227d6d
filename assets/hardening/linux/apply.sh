#!/bin/sh
# Nifuda (荷札): このパソコンを固める / hardens this computer.
#
#   sudo sh apply.sh          says what it will do, asks, does it
#   sudo sh apply.sh --undo   takes all of it back
#   --yes                     does not ask
#
# It may be run again at any time: what is done already stays as it is. What it
# changes is copied to /var/lib/nifuda-hardening first. ROOT=/some/folder works
# on the system below that folder and starts nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${ROOT:-}
kept=$root/var/lib/nifuda-hardening
mark='# nifuda-hardening'
undo=false
sure=false
for word in "$@"; do
	case $word in
	--undo) undo=true ;;
	--yes) sure=true ;;
	*)
		echo "apply.sh: $word ?" >&2
		exit 2
		;;
	esac
done

# What goes where: source, target, and the folder that must be there already
# for it to make sense.
parts() {
	cat <<-END
		70-nifuda-storage.rules etc/udev/rules.d/70-nifuda-storage.rules etc/udev
		70-nifuda-polkit.rules etc/polkit-1/rules.d/70-nifuda-storage.rules etc/polkit-1
		70-nifuda-usbguard.conf etc/usbguard/rules.d/70-nifuda-storage.conf etc/usbguard
		70-nifuda-sleep.conf etc/systemd/sleep.conf.d/70-nifuda.conf etc/systemd
	END
}

cups=$root/etc/cups/cupsd.conf

# The lines of cupsd.conf as they were before us.
before_us() { sed -e "/$mark begin\$/,/$mark end\$/d" -e "s/^$mark was: //" "$1"; }

# The same with our lines: those that say otherwise are set aside, not lost.
with_us() {
	before_us "$1" | sed -E "s/^([[:space:]]*PreserveJob(Files|History)[[:space:]].*)\$/$mark was: \\1/I"
	echo "$mark begin"
	cat "$here/cupsd.lines"
	echo "$mark end"
}

# rewrite FILE WITH: puts what WITH prints into FILE and keeps its owner and rights.
rewrite() {
	fresh=$(mktemp "$1.XXXXXX")
	if ! "$2" "$1" >"$fresh"; then
		rm -f "$fresh"
		exit 1
	fi
	if cmp -s "$fresh" "$1"; then
		rm -f "$fresh"
		return 0
	fi
	chmod --reference="$1" "$fresh"
	chown --reference="$1" "$fresh"
	mv -f "$fresh" "$1"
}

# keep PATH: the first copy of a file below the root, as it was before us.
keep() {
	mkdir -p "$kept"
	chmod 700 "$kept"
	copy=$kept/$(named "$1")
	[ -e "$copy" ] || cp -p "$root/$1" "$copy"
}

named() { echo "$1" | tr / _; }

plan() {
	parts | while read -r from to needs; do
		[ -d "$root/$needs" ] || continue
		if $undo; then
			if [ -e "$root/$to" ]; then echo "  - /$to"; fi
		elif ! cmp -s "$here/$from" "$root/$to"; then
			echo "  + /$to"
		fi
	done
	[ -f "$cups" ] || return 0
	if $undo; then
		if grep -q "^$mark begin\$" "$cups"; then echo "  ~ /etc/cups/cupsd.conf"; fi
	elif ! with_us "$cups" | cmp -s - "$cups"; then
		echo "  ~ /etc/cups/cupsd.conf: $(tr '\n' ',' <"$here/cupsd.lines" | sed 's/,$//; s/,/, /')"
	fi
}

apply() {
	parts | while read -r from to needs; do
		[ -d "$root/$needs" ] || continue
		cmp -s "$here/$from" "$root/$to" && continue
		if [ -e "$root/$to" ]; then keep "$to"; fi
		mkdir -p "$root/$(dirname "$to")"
		case $to in
		etc/usbguard/*) install -m 600 "$here/$from" "$root/$to" ;; # USBGuard reads no other
		*) install -m 644 "$here/$from" "$root/$to" ;;
		esac
	done
	[ -f "$cups" ] || return 0
	keep etc/cups/cupsd.conf
	rewrite "$cups" with_us
}

take_back() {
	parts | while read -r _ to _; do
		copy=$kept/$(named "$to")
		if [ -e "$copy" ]; then mv -f "$copy" "$root/$to"; else rm -f "$root/$to"; fi
	done
	if [ -f "$cups" ]; then rewrite "$cups" before_us; fi
	rm -rf "$kept"
}

# Tells the services that run to read their settings again.
tell() {
	if [ -n "$root" ]; then return 0; fi
	if command -v udevadm >/dev/null; then udevadm control --reload || true; fi
	if ! command -v systemctl >/dev/null; then return 0; fi
	systemctl try-restart polkit.service usbguard.service cups.service || true
}

if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then
	echo "管理者として実行してください: sudo sh $0 / Run it as administrator: sudo sh $0" >&2
	exit 1
fi
todo=$(plan)
if [ -z "$todo" ]; then
	echo "変えるものはありません。 / Nothing to change."
	if $undo; then rm -rf "$kept"; fi
	exit 0
fi
echo "次のものを変えます。 / This will change:"
echo "$todo"
if ! $sure; then
	printf '%s ' "よろしいですか？ / Go on? [y/N]"
	read -r answer || answer=n
	case $answer in
	y | Y | yes) ;;
	*)
		echo "何も変えませんでした。 / Nothing was changed."
		exit 1
		;;
	esac
fi
if $undo; then take_back; else apply; fi
tell
echo "終わりました。荷札の「安全」で「調べ直す」を押してください。 / Done. Look again on the safety page of Nifuda."
