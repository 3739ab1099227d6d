//go:build unix

package arrival

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nifuda/data"
)

// said is a message of the kernel.
func said(action, path string, pairs ...string) []byte {
	parts := append([]string{action + "@" + path, "ACTION=" + action, "DEVPATH=" + path}, pairs...)
	return []byte(strings.Join(append(parts, "SEQNUM=4711"), "\x00") + "\x00")
}

const (
	port  = "/devices/pci0000:00/0000:00:14.0/usb1/1-2"
	scsi  = port + "/1-2:1.0/host2/target2:0:0/2:0:0:0/block/sdb"
	inner = "/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda"
)

// stick is what the kernel says when one is plugged in.
func stick() [][]byte {
	return [][]byte{
		said("add", port, "SUBSYSTEM=usb", "DEVTYPE=usb_device", "PRODUCT=781/5583/100"),
		said("change", port, "SUBSYSTEM=usb", "DEVTYPE=usb_device"),
		said("add", port+"/1-2:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "PRODUCT=781/5583/100", "INTERFACE=8/6/80"),
		said("bind", port+"/1-2:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=8/6/80"),
		said("add", port+"/1-2:1.0/host2", "SUBSYSTEM=scsi", "DEVTYPE=scsi_host"),
		said("add", scsi, "SUBSYSTEM=block", "DEVTYPE=disk", "DEVNAME=sdb"),
		said("add", scsi+"/sdb1", "SUBSYSTEM=block", "DEVTYPE=partition", "DEVNAME=sdb1"),
		said("change", scsi, "SUBSYSTEM=block", "DEVTYPE=disk", "DEVNAME=sdb", "DISK_MEDIA_CHANGE=1"),
	}
}

// desk hears messages at times a test chooses.
type desk struct {
	kernel
	at time.Time
}

func newDesk(t *testing.T) *desk {
	d := &desk{at: time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)}
	d.kernel = kernel{newPlugs(func() time.Time { return d.at }), t.TempDir()}
	return d
}

func (d *desk) device(t *testing.T, path, file, content string) {
	t.Helper()
	full := filepath.Join(d.sys, path, file)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) hear(messages ...[]byte) []data.Arrival {
	var all []data.Arrival
	for _, m := range messages {
		if e, sound := read(m); sound {
			if a, arrived := d.see(e); arrived {
				all = append(all, a)
			}
		}
	}
	return all
}

func TestOnePlugIsOneArrivalWithItsName(t *testing.T) {
	d := newDesk(t)
	d.device(t, port, "manufacturer", "SanDisk\n")
	d.device(t, port, "product", "Ultra Fit\n")
	got := d.hear(stick()...)
	if len(got) != 1 || got[0] != (data.Arrival{What: data.Storage, Name: "SanDisk Ultra Fit"}) {
		t.Fatalf("got %+v", got)
	}
	d.at = d.at.Add(2 * time.Second)
	if got := d.hear(stick()...); len(got) != 0 {
		t.Errorf("the same stick once more: %+v", got)
	}
	d.hear(said("remove", port, "SUBSYSTEM=usb", "DEVTYPE=usb_device"))
	if got := d.hear(stick()...); len(got) != 1 {
		t.Errorf("pulled out and put in again: %+v", got)
	}
	if got := d.hear(said("add", "/devices/pci0000:00/usb1/1-4/1-4:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=8/6/80")); len(got) != 1 {
		t.Errorf("another stick beside it: %+v", got)
	}
}

func TestWhatCarriesDataArrivesAndNothingElse(t *testing.T) {
	usb := func(class, product string) []byte {
		return said("add", port+"/1-2:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE="+class, "PRODUCT="+product)
	}
	const host = "/devices/pci0000:00/0000:03:00.0/mmc_host/mmc0/mmc0:0001"
	for _, c := range []struct {
		name    string
		message []byte
		want    data.ArrivalKind
	}{
		{"a stick", usb("8/6/80", "781/5583/100"), data.Storage},
		{"a USB SSD", usb("8/6/98", "4e8/61f5/100"), data.Storage},
		{"a camera", usb("6/1/1", "4a9/3218/2"), data.Handset},
		{"an iPhone", usb("255/254/2", "5ac/12a8/1504"), data.Handset},
		{"an Android phone", usb("255/255/0", "18d1/4ee1/419"), data.Handset},
		{"a keyboard", usb("3/1/1", "46d/c31c/6400"), ""},
		{"a barcode scanner", usb("3/0/0", "c2e/b01/100"), ""},
		{"a label printer", usb("7/1/2", "4f9/2043/100"), ""},
		{"a hub", usb("9/0/0", "5e3/610/9205"), ""},
		{"a card of its own kind", usb("255/254/2", "781/1/1"), ""},
		{"a card put into a reader that was there", said("change", scsi, "SUBSYSTEM=block", "DEVTYPE=disk", "DISK_MEDIA_CHANGE=1"), data.Storage},
		{"a change that is none of the medium", said("change", scsi, "SUBSYSTEM=block", "DEVTYPE=disk"), ""},
		{"a stick's partition", said("add", scsi+"/sdb1", "SUBSYSTEM=block", "DEVTYPE=partition"), ""},
		{"an SD card in the built-in reader", said("add", host, "SUBSYSTEM=mmc", "MMC_TYPE=SD", "MMC_NAME=SD64G"), data.Storage},
		{"soldered flash waking up", said("add", host, "SUBSYSTEM=mmc", "MMC_TYPE=MMC"), ""},
		{"a wireless card on the same bus", said("add", host, "SUBSYSTEM=mmc", "MMC_TYPE=SDIO"), ""},
		{"a drive put into a frame", said("add", inner, "SUBSYSTEM=block", "DEVTYPE=disk"), data.Storage},
		{"an NVMe drive in a case", said("add", "/devices/virtual/nvme-subsystem/nvme-subsys1/nvme1n1", "SUBSYSTEM=block", "DEVTYPE=disk"), data.Storage},
		{"a file mounted by a program", said("change", "/devices/virtual/block/loop3", "SUBSYSTEM=block", "DEVTYPE=disk", "DISK_MEDIA_CHANGE=1"), ""},
		{"an encrypted volume being opened", said("add", "/devices/virtual/block/dm-1", "SUBSYSTEM=block", "DEVTYPE=disk"), ""},
		{"a stick pulled out", said("remove", scsi, "SUBSYSTEM=block", "DEVTYPE=disk"), ""},
		{"a path that does not agree with itself", []byte("add@" + scsi + "\x00ACTION=add\x00DEVPATH=/devices/x\x00SUBSYSTEM=block\x00DEVTYPE=disk\x00"), ""},
		{"a path that leads elsewhere", said("add", "/devices/../../etc", "SUBSYSTEM=block", "DEVTYPE=disk"), ""},
		{"what udev says after the kernel", []byte("libudev\x00\xfe\xed\xca\xfe"), ""},
		{"nothing", nil, ""},
	} {
		d := newDesk(t)
		d.device(t, port+"/1-2:1.0", "interface", "MTP\n")
		got := d.hear(c.message)
		if len(got) > 1 || (len(got) == 1) != (c.want != "") || len(got) == 1 && got[0].What != c.want {
			t.Errorf("%s: got %+v, want %q", c.name, got, c.want)
		}
	}
}

func TestAPhoneThatIsOnlyAModemIsNone(t *testing.T) {
	d := newDesk(t)
	d.device(t, port+"/1-2:1.0", "interface", "ADB Interface\n")
	if got := d.hear(said("add", port+"/1-2:1.0", "SUBSYSTEM=usb", "DEVTYPE=usb_interface", "INTERFACE=255/255/0")); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestACardPutInLaterIsAnotherArrival(t *testing.T) {
	d := newDesk(t)
	card := said("change", scsi, "SUBSYSTEM=block", "DEVTYPE=disk", "DISK_MEDIA_CHANGE=1")
	if got := d.hear(append(stick(), card)...); len(got) != 1 {
		t.Fatalf("the reader: %+v", got)
	}
	d.at = d.at.Add(time.Hour)
	if got := d.hear(card, card); len(got) != 1 {
		t.Errorf("the card: %+v", got)
	}
	d.at = d.at.Add(-2 * time.Hour) // a clock set back keeps nobody out
	if got := d.hear(card); len(got) != 1 {
		t.Errorf("after the clock: %+v", got)
	}
	if len(d.told) > 1 {
		t.Errorf("%d devices are remembered", len(d.told))
	}
}

func TestADevicesNameIsOneShortLine(t *testing.T) {
	d := newDesk(t)
	d.device(t, port, "product", "a\nb\x1b[31m\u202e"+strings.Repeat("棒", 100))
	got := d.hear(stick()...)
	if len(got) != 1 || len(got[0].Name) > longestName || strings.ContainsAny(got[0].Name, "\n\x1b\u202e") || !strings.HasPrefix(got[0].Name, "a b[31m棒") {
		t.Errorf("got %+q", got)
	}
}

func FuzzWhatTheKernelSays(f *testing.F) {
	for _, m := range stick() {
		f.Add(m)
	}
	f.Add([]byte("add@/devices/\x00ACTION=add\x00DEVPATH=/devices/\x00SUBSYSTEM=block\x00DEVTYPE=disk\x00"))
	f.Fuzz(func(t *testing.T, message []byte) {
		k := kernel{newPlugs(time.Now), "/nowhere"}
		e, sound := read(message)
		if !sound {
			return
		}
		if a, arrived := k.see(e); arrived {
			if a.What != data.Storage && a.What != data.Handset || !utf8.ValidString(a.Name) {
				t.Errorf("%+v", a)
			}
			if _, again := k.see(e); again {
				t.Error("the same message is two arrivals")
			}
		}
	})
}
