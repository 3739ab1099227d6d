#!/bin/bash
# Starts a printing system of its own in a folder: a private D-Bus and Avahi,
# two IPP printers (ippeveprinter) and CUPS with Debian's default policy, all on
# loopback. Nothing outside the folder is changed, and only down.sh of the same
# folder ends what was started.
#
#   up.sh DIR      afterwards: . DIR/env
#
# DIR/env names:
#   NIFUDA_CUPS       address for ipp.Config, unix:DIR/cups/cups.sock
#   NIFUDA_CUPS_TCP   the same server, 127.0.0.1:port
#   NIFUDA_EVE        the printer itself, ipp://localhost:port/ipp/print
#   NIFUDA_PWG        a printer that takes PWG raster and nothing else
#   NIFUDA_TAG        the label printer itself: 100 x 150 mm alone
#   NIFUDA_SPOOL      where CUPS keeps documents
#   NIFUDA_PRINTED    where the printer leaves what it printed, one file a job
#   NIFUDA_TAGS       the same of the label printer
#   NIFUDA_PICTURES_PRINTED  and of the one that takes pictures
#   NIFUDA_EMPTY      while this file exists the printer is out of paper; while
#                     one called jam lies beside it the paper is jammed
# Queues: Eve and Tag print, Paused is stopped, Rejecting takes no jobs, Gone leads to
# a printer that is off, ToFile and ToPDF (a real cups-pdf) write files, Relay
# forwards to ToPDF, Turned prints until a test points it elsewhere.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mkdir -p "$1" && cd "$1" && pwd)
base=$((20000 + $$ % 2400 * 5)) # five ports, none of them a neighbour's, below those that clients are given
eve_port=$base cups_port=$((base + 1)) gone_port=$((base + 2)) tag_port=$((base + 3)) pwg_port=$((base + 4))
cd "$dir"
chmod 755 "$dir"
: >pids

start() { # start NAME COMMAND...: in the background, with its number kept
	local name=$1
	shift
	"$@" >"$dir/$name.log" 2>&1 </dev/null &
	echo "$! $name" >>"$dir/pids"
}

await() { # await WHAT COMMAND...: until it succeeds, 30 seconds at most
	local what=$1
	shift
	for _ in $(seq 300); do
		if "$@" >/dev/null 2>&1; then return 0; fi
		sleep 0.1
	done
	echo "up.sh: $what did not come up; see $dir" >&2
	exit 1
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# --- D-Bus and Avahi, which ippeveprinter cannot do without
cat >dbus.conf <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$dir/dbus.sock</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/><allow receive_sender="*" eavesdrop="true"/>
  </policy>
</busconfig>
EOF
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/dbus.sock"
start dbus dbus-daemon --config-file="$dir/dbus.conf" --nofork --nopidfile
await D-Bus test -S dbus.sock
cat >avahi.conf <<EOF
[server]
host-name=nifuda-$base
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
[reflector]
[rlimits]
EOF
mkdir -p /run/avahi-daemon
# Avahi keeps one pid file a machine: ours lies in a mount of its own.
start avahi unshare --mount sh -c "mount -t tmpfs none /run/avahi-daemon && exec avahi-daemon -f '$dir/avahi.conf' --no-drop-root --no-chroot --no-rlimits"
await Avahi dbus-send --bus="$DBUS_SYSTEM_BUS_ADDRESS" --print-reply --dest=org.freedesktop.Avahi / org.freedesktop.Avahi.Server.GetVersionString

# --- the printers
mkdir -p eve/spool eve/printed tag/spool tag/printed pwg/spool pwg/printed
cat >eve/print.sh <<EOF
#!/bin/bash
# What the printer does with a job: it waits for paper, then prints.
if [ -e "$dir/eve/empty" ]; then
	echo "STATE: +media-empty-error" >&2
	while [ -e "$dir/eve/empty" ]; do sleep 0.1; done
	echo "STATE: -media-empty-error" >&2
fi
if [ -e "$dir/eve/jam" ]; then
	echo "STATE: +media-jam-error" >&2
	while [ -e "$dir/eve/jam" ]; do sleep 0.1; done
	echo "STATE: -media-jam-error" >&2
fi
for last; do :; done
cp "\$last" "$dir/eve/.coming" && mv "$dir/eve/.coming" "$dir/eve/printed/\$(date +%s%N)"
EOF
chmod 755 eve/print.sh
start eve ippeveprinter -n localhost -p "$eve_port" -f application/pdf -c "$dir/eve/print.sh" -d "$dir/eve/spool" "Nifuda $base"
await ippeveprinter listening "$eve_port"
cat >tag/print.sh <<EOF
#!/bin/bash
for last; do :; done
cp "\$last" "$dir/tag/.coming" && mv "$dir/tag/.coming" "$dir/tag/printed/\$(date +%s%N)"
EOF
chmod 755 tag/print.sh
start tag ippeveprinter -n localhost -p "$tag_port" -P "$here/tag.ppd" -c "$dir/tag/print.sh" -d "$dir/tag/spool" "Nifuda label $base"
await ippeveprinter listening "$tag_port"
sed 's|/tag/|/pwg/|g' tag/print.sh >pwg/print.sh
chmod 755 pwg/print.sh
start pwg ippeveprinter -n localhost -p "$pwg_port" -f image/pwg-raster -c "$dir/pwg/print.sh" -d "$dir/pwg/spool" "Nifuda picture $base"
await ippeveprinter listening "$pwg_port"

# --- CUPS: Debian's own configuration, elsewhere
mkdir -p cups/{root/ppd,spool/tmp,cache,state,log,bin/backend}
for part in /usr/lib/cups/*; do
	[ "$(basename "$part")" = backend ] || ln -sfn "$part" "cups/bin/$(basename "$part")"
done
cp /usr/lib/cups/backend/* cups/bin/backend/
conf=/etc/cups/cupsd.conf
[ -e "$conf" ] || conf=/usr/share/cups/cupsd.conf.default
sed -E '/^(Listen|Port|Browsing|LogLevel|WebInterface|IdleExitTimeout)\b/d' "$conf" >cups/root/cupsd.conf
cat >>cups/root/cupsd.conf <<EOF
Listen 127.0.0.1:$cups_port
Listen $dir/cups/cups.sock
Browsing No
LogLevel info
EOF
cat >cups/root/cups-files.conf <<EOF
SystemGroup root
FileDevice Yes
Sandboxing relaxed
ServerRoot $dir/cups/root
ServerBin $dir/cups/bin
RequestRoot $dir/cups/spool
TempDir $dir/cups/spool/tmp
CacheDir $dir/cups/cache
StateDir $dir/cups/state
AccessLog $dir/cups/log/access_log
ErrorLog $dir/cups/log/error_log
PageLog $dir/cups/log/page_log
EOF
chgrp -R lp cups/root cups/spool cups/cache cups/state && chmod 1770 cups/spool/tmp
start cupsd cupsd -f -c "$dir/cups/root/cupsd.conf" -s "$dir/cups/root/cups-files.conf"
await cupsd test -S cups/cups.sock
await cupsd listening "$cups_port"

export CUPS_SERVER="$dir/cups/cups.sock"
eve="ipp://localhost:$eve_port/ipp/print"
tag="ipp://localhost:$tag_port/ipp/print"
ppd="$dir/cups/root/ppd/Eve.ppd"
queue() { # queue NAME LPADMIN-ARGUMENTS...: makes a queue; a busy server is asked again
	await "the queue $1" lpadmin -p "$@"
}
queue Eve -E -v "$eve" -m everywhere -D "作業台のプリンター"
queue Tag -E -v "$tag" -m everywhere -D "荷造り台のラベルプリンター"
await "the default" lpadmin -d Eve
queue Paused -E -v "$eve" -P "$ppd"
await "a paused queue" cupsdisable -r test Paused
queue Rejecting -E -v "$eve" -P "$ppd"
await "a rejecting queue" cupsreject -r test Rejecting
queue Gone -E -v "ipp://localhost:$gone_port/ipp/print" -P "$ppd"
queue ToFile -E -v "file:///dev/null" -m raw
queue ToPDF -E -v "cups-pdf:/" -P /usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd
queue Relay -E -v "ipp://localhost:$cups_port/printers/ToPDF" -P "$ppd"
queue Turned -E -v "$eve" -P "$ppd"

cat >env <<EOF
export NIFUDA_CUPS=unix:$dir/cups/cups.sock
export NIFUDA_CUPS_TCP=127.0.0.1:$cups_port
export NIFUDA_EVE=$eve
export NIFUDA_TAG=$tag
export NIFUDA_PWG=ipp://localhost:$pwg_port/ipp/print
export NIFUDA_SPOOL=$dir/cups/spool
export NIFUDA_PRINTED=$dir/eve/printed
export NIFUDA_TAGS=$dir/tag/printed
export NIFUDA_PICTURES_PRINTED=$dir/pwg/printed
export NIFUDA_EMPTY=$dir/eve/empty
EOF
