package guard

import (
	"strings"
	"testing"
)

func TestVolumesOfWindowsAreJudgedByTheirBus(t *testing.T) {
	for _, c := range []struct {
		name string
		v    Volume
		want Kind
	}{
		{"a built-in NVMe drive", Volume{Drive: 3, Bus: 17}, Internal},
		{"a built-in SATA drive", Volume{Drive: 3, Bus: 11}, Internal},
		{"a virtual machine's drive", Volume{Drive: 3, Bus: 1}, Internal},
		{"a drive in a file, which may lie on a stick", Volume{Drive: 3, Bus: 15}, Unknown},
		{"the same as older systems call it", Volume{Drive: 3, Bus: 14}, Unknown},
		{"soldered flash", Volume{Drive: 3, Bus: 13}, Internal},
		{"a USB drive, which calls itself fixed", Volume{Drive: 3, Bus: 7}, USB},
		{"a stick", Volume{Drive: 2, Bus: 7, Removable: true}, USB},
		{"FireWire", Volume{Drive: 3, Bus: 4}, USB},
		{"a SATA drive in a frame", Volume{Drive: 2, Bus: 11}, USB},
		{"an SD card", Volume{Drive: 2, Bus: 12, Removable: true}, SD},
		{"a disc", Volume{Drive: 5, Bus: 2}, Optical},
		{"a share", Volume{Drive: 4}, Network},
		{"iSCSI", Volume{Drive: 3, Bus: 9}, Network},
		{"a drive in memory", Volume{Drive: 6}, Memory},
		{"a folder of OneDrive", Volume{Drive: 3, Bus: 17, Tag: 0x9000601a}, Cloud},
		{"a folder that is fetched when read", Volume{Drive: 3, Bus: 17, Recalled: true}, Cloud},
		{"Google's drive, which calls itself fixed", Volume{Drive: 3, Label: "Google Drive"}, Cloud},
		{"a junction is no cloud", Volume{Drive: 3, Bus: 17, Tag: 0xa0000003}, Internal},
		{"a drive that does not answer", Volume{Drive: 3}, Unknown},
		{"a bus of tomorrow", Volume{Drive: 3, Bus: 99}, Unknown},
		{"a letter without a drive", Volume{Drive: 1, Bus: 17}, Unknown},
	} {
		if got := c.v.find(); got.Kind != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got.Kind, c.want)
		}
	}
}

func TestVolumesOfMacOSAreJudgedByWhatDiskutilSays(t *testing.T) {
	said := func(pairs ...string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>APFSSnapshot</key><false/><key>Deep</key><dict><key>Internal</key><true/><key>BusProtocol</key><string>PCI-Express</string></dict>` +
			strings.Join(pairs, "") + `</dict></plist>`
	}
	bus := func(s string) string { return "<key>BusProtocol</key><string>" + s + "</string>" }
	const inner, outer = "<key>Internal</key><true/>", "<key>Internal</key><false/>"
	for _, c := range []struct {
		name, plist string
		want        Kind
	}{
		{"the built-in drive", said(bus("Apple Fabric"), inner, "<key>RemovableMedia</key><false/>"), Internal},
		{"a stick", said(bus("USB"), outer, "<key>MediaName</key><string>Ultra Fit</string>"), USB},
		{"a Thunderbolt drive", said(bus("PCI-Express"), outer), USB},
		{"a card in the built-in reader", said(bus("Secure Digital"), inner), SD},
		{"a disc", said(bus("SATA"), inner, "<key>OpticalDeviceType</key><string>CD-ROM, DVD-ROM</string>"), Optical},
		{"a disk image, wherever it lies", said(bus("Disk Image"), outer), Unknown},
		{"a volume that says nothing", said(), Unknown},
	} {
		got, err := diskutil(c.plist)
		if err != nil || got.Kind != c.want {
			t.Errorf("%s: got %q, %v; want %q", c.name, got.Kind, err, c.want)
		}
	}
	if _, err := diskutil("<plist><dict>"); err == nil {
		t.Error("an answer that breaks off counts as one")
	}
}
