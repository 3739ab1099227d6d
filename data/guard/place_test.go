//go:build unix

package guard

import (
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
)

// laid is a faked computer, and the path on it that somebody chooses.
type laid struct {
	name string
	lay  func(f *fake) string
	kind Kind
	what string // what the sentence names; empty is not looked at
}

func judged(t *testing.T, cases []laid) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := computer(t)
			path := c.lay(f)
			got, err := f.system().Find(path)
			if err != nil {
				t.Fatal(err)
			}
			if got.Kind != c.kind || c.what != "" && got.What != c.what {
				t.Errorf("got %q (%s), want %q (%s)", got.Kind, got.What, c.kind, c.what)
			}
			fault := f.system().Place(path)
			if refused := data.KindOf(fault) == data.Denied && data.KeyOf(fault) == "fault.place."+string(c.kind); refused != (c.kind != Internal) {
				t.Errorf("the fault is %v", fault)
			}
		})
	}
}

func TestWhatCanBePulledOutIsRefused(t *testing.T) {
	judged(t, []laid{
		{"a stick whose mount point has a space", func(f *fake) string {
			f.stick()
			return f.mount("8:17", "/media/u/MY STICK", "vfat", "/dev/sdb1")
		}, USB, "SanDisk Ultra Fit"},
		{"a stick whose mount point has a line break and a backslash", func(f *fake) string {
			f.stick()
			return f.mount("8:17", "/media/u/a\nb\\040c", "vfat", "/dev/sdb1")
		}, USB, "SanDisk Ultra Fit"},
		{"a USB drive that says it cannot be removed", func(f *fake) string {
			f.usbCase()
			return f.mount("8:32", "/media/u/T7", "exfat", "/dev/sdc")
		}, USB, "Portable SSD T7"},
		{"NTFS on a stick through FUSE", func(f *fake) string { f.stick(); return f.mount("8:17", "/media/u/n", "fuseblk", "/dev/sdb1") }, USB, ""},
		{"a drive in a frame that says it can be removed", func(f *fake) string {
			f.disk("pci0000:00=pci/ata2/host1/target1:0:0/1:0:0:0=scsi/block/sdd", "8:48", "1")
			return f.mount("8:48", "/mnt/frame", "ext4", "/dev/sdd")
		}, USB, "sdd"},
		{"a FireWire drive", func(f *fake) string {
			f.disk("pci0000:00=pci/fw0=firewire/fw1=firewire/fw1.0=firewire/host4/target4:0:0/4:0:0:0=scsi/block/sde", "8:64", "0")
			return f.mount("8:64", "/media/u/fw", "hfsplus", "/dev/sde")
		}, USB, ""},
		{"an NVMe drive in a Thunderbolt case", func(f *fake) string {
			at := f.disk("pci0000:00=pci/0000:05:00.0=pci/nvme/nvme1=nvme/nvme1n1", "259:8", "0")
			f.write(filepath.Join(at, "../../../removable"), "removable\n")
			return f.mount("259:8", "/media/u/tb", "ext4", "/dev/nvme1n1")
		}, USB, ""},
		{"one that is reached over several controllers", func(f *fake) string {
			f.disk("virtual/nvme-subsystem/nvme-subsys1=nvme-subsystem/nvme1n1", "259:8", "0")
			at := filepath.Join(f.sys(), "devices/pci0000:00/0000:05:00.0/nvme/nvme1")
			f.link("../../../bus/nvme", filepath.Join(at, "subsystem"))
			f.write(filepath.Join(at, "../../removable"), "removable\n")
			f.link(at, filepath.Join(f.sys(), "devices/virtual/nvme-subsystem/nvme-subsys1/nvme1"))
			return f.mount("259:8", "/media/u/tb", "ext4", "/dev/nvme1n1")
		}, USB, ""},
		{"a memory stick", func(f *fake) string {
			f.disk("pci0000:00=pci/memstick0=memstick/block/mspblk0", "252:0", "0")
			return f.mount("252:0", "/media/u/ms", "vfat", "/dev/mspblk0")
		}, USB, ""},
		{"an SD card in the built-in reader", func(f *fake) string {
			at := f.disk("pci0000:00=pci/mmc_host/mmc0=mmc_host/mmc0:0001=mmc/block/mmcblk0", "179:0", "0")
			f.write(filepath.Join(at, "../../type"), "SD\n")
			f.write(filepath.Join(at, "device/name"), "SD64G\n")
			f.part("mmcblk0", "mmcblk0p1", "179:1")
			return f.mount("179:1", "/media/u/SD", "exfat", "/dev/mmcblk0p1")
		}, SD, "SD64G"},
		{"a disc", func(f *fake) string {
			f.disk("pci0000:00=pci/ata3/host2/target2:0:0/2:0:0:0=scsi/block/sr0", "11:0", "1")
			return f.mount("11:0", "/media/u/disc", "udf", "/dev/sr0")
		}, Optical, ""},
		{"a folder that is not there yet", func(f *fake) string {
			f.stick()
			return filepath.Join(f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1"), "shop", "nifuda")
		}, USB, ""},
		{"a folder of the stick that is bound into home", func(f *fake) string {
			f.stick()
			f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1")
			return f.mount("8:17", "/home/u/shop", "vfat", "/dev/sdb1")
		}, USB, ""},
		{"a link in home that leads to the stick", func(f *fake) string {
			f.stick()
			to := f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1")
			f.link(to, filepath.Join(f.root, "home/u/shop"))
			return filepath.Join(f.root, "home/u/shop", "ledger")
		}, USB, ""},
		{"a link in home to what is not there yet", func(f *fake) string {
			f.stick()
			f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1")
			f.link("../../media/u/S/later", filepath.Join(f.root, "home/u/shop"))
			return filepath.Join(f.root, "home/u/shop", "ledger")
		}, USB, ""},
	})
}

func TestVolumesAreLookedThrough(t *testing.T) {
	judged(t, []laid{
		{"LUKS on a stick", func(f *fake) string {
			f.stick()
			f.upon("dm-0", "253:0", "sdb1")
			return f.mount("253:0", "/media/u/secret", "ext4", "/dev/mapper/luks-1")
		}, USB, "SanDisk Ultra Fit"},
		{"LUKS on the built-in drive", func(f *fake) string {
			f.upon("dm-0", "253:0", "nvme0n1p2")
			return f.mount("253:0", "/home", "ext4", "/dev/mapper/home")
		}, Internal, ""},
		{"LVM in LUKS on the built-in drive", func(f *fake) string {
			f.upon("dm-0", "253:0", "nvme0n1p2")
			f.upon("dm-1", "253:1", "dm-0")
			return f.mount("253:1", "/home", "xfs", "/dev/mapper/vg-home")
		}, Internal, ""},
		{"LVM over a built-in drive and a USB drive", func(f *fake) string {
			f.usbCase()
			f.upon("dm-1", "253:1", "nvme0n1p2", "sdc")
			return f.mount("253:1", "/srv", "ext4", "/dev/mapper/vg-srv")
		}, USB, "Portable SSD T7"},
		{"RAID of two built-in drives", func(f *fake) string {
			f.inner()
			f.upon("md0", "9:0", "nvme0n1p2", "sda")
			return f.mount("9:0", "/srv", "ext4", "/dev/md0")
		}, Internal, ""},
		{"RAID with a USB drive in it", func(f *fake) string {
			f.usbCase()
			f.upon("md0", "9:0", "nvme0n1p2", "sdc")
			return f.mount("9:0", "/srv", "ext4", "/dev/md0")
		}, USB, ""},
		{"btrfs on the built-in drive", func(f *fake) string { return f.mount("0:42", "/home", "btrfs", "/dev/nvme0n1p2", "subvol=/@home") }, Internal, ""},
		{"btrfs on a stick", func(f *fake) string { f.stick(); return f.mount("0:42", "/media/u/b", "btrfs", "/dev/sdb1") }, USB, ""},
		{"btrfs over two drives, the other one on USB", func(f *fake) string {
			f.usbCase()
			f.write(filepath.Join(f.sys(), "fs/btrfs/1-2-3/devices/nvme0n1p2/size"), "1\n")
			f.write(filepath.Join(f.sys(), "fs/btrfs/1-2-3/devices/sdc/size"), "1\n")
			return f.mount("0:42", "/srv", "btrfs", "/dev/nvme0n1p2")
		}, USB, ""},
		{"btrfs in LUKS on a stick", func(f *fake) string {
			f.stick()
			f.write(filepath.Join(f.upon("dm-3", "253:3", "sdb1"), "dm/name"), "luks-9\n")
			return f.mount("0:42", "/media/u/b", "btrfs", "/dev/mapper/luks-9")
		}, USB, ""},
		{"btrfs on a drive that nobody knows", func(f *fake) string { return f.mount("0:42", "/srv", "btrfs", "/dev/sdz") }, Unknown, ""},
		{"a loop device on a file in home", func(f *fake) string {
			f.write(filepath.Join(f.root, "home/u/box 1.img"), "")
			f.loop("loop0", "7:0", filepath.Join(f.root, "home/u/box 1.img"))
			return f.mount("7:0", "/mnt/box", "ext4", "/dev/loop0")
		}, Internal, ""},
		{"a loop device on a file on the stick", func(f *fake) string {
			f.stick()
			f.write(filepath.Join(f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1"), "box.img"), "")
			f.loop("loop0", "7:0", filepath.Join(f.root, "media/u/S/box.img"))
			return f.mount("7:0", "/mnt/box", "ext4", "/dev/loop0")
		}, USB, "SanDisk Ultra Fit"},
		{"a loop device on the stick itself", func(f *fake) string {
			f.stick()
			f.loop("loop0", "7:0", "/dev/sdb")
			return f.mount("7:0", "/mnt/box", "ext4", "/dev/loop0")
		}, USB, ""},
		{"a loop device on a file that was removed", func(f *fake) string {
			f.loop("loop0", "7:0", filepath.Join(f.root, "home/u/box.img (deleted)"))
			return f.mount("7:0", "/mnt/box", "ext4", "/dev/loop0")
		}, Unknown, ""},
		{"loop devices that lie upon each other without end", func(f *fake) string {
			box := f.mount("7:0", "/mnt/box", "ext4", "/dev/loop0")
			f.write(filepath.Join(box, "box.img"), "")
			f.loop("loop0", "7:0", filepath.Join(box, "box.img"))
			return box
		}, Unknown, "loop"},
		{"a mapped volume upon itself", func(f *fake) string {
			f.upon("dm-0", "253:0", "dm-0")
			return f.mount("253:0", "/mnt/box", "ext4", "/dev/dm-0")
		}, Unknown, ""},
		{"a mapped volume upon nothing", func(f *fake) string {
			f.upon("dm-0", "253:0")
			return f.mount("253:0", "/mnt/box", "ext4", "/dev/dm-0")
		}, Unknown, ""},
		{"eCryptfs over home", func(f *fake) string {
			return f.mount("0:50", "/home/u/Private", "ecryptfs", f.folder("/home/u/.Private"))
		}, Internal, ""},
		{"a container's own layer", func(f *fake) string {
			f.mounts[0].fs, f.mounts[0].device, f.mounts[0].options = "overlay", "0:60", []string{"lowerdir=/l", "upperdir=/var/lib/not/to/be/seen/diff"}
			return f.folder("/home/u")
		}, Internal, ""},
		{"an overlay that writes to the stick", func(f *fake) string {
			f.stick()
			upper := filepath.Join(f.mount("8:17", "/media/u/S", "ext4", "/dev/sdb1"), "upper")
			f.folder("/media/u/S/upper")
			return f.mount("0:61", "/mnt/o", "overlay", "overlay", "lowerdir=/l", "upperdir="+upper)
		}, USB, ""},
		{"an overlay that writes to memory", func(f *fake) string {
			upper := f.mount("0:62", "/cow", "tmpfs", "tmpfs")
			return f.mount("0:61", "/mnt/o", "overlay", "overlay", "lowerdir=/l", "upperdir="+upper)
		}, Memory, ""},
		{"an overlay without a layer to write to", func(f *fake) string { return f.mount("0:61", "/mnt/o", "overlay", "overlay", "lowerdir=/l") }, Unknown, ""},
	})
}

func TestWhatIsNotADriveOfThisComputerIsRefused(t *testing.T) {
	var cases []laid
	for system, kind := range map[string]Kind{
		"cifs": Network, "nfs": Network, "nfs4": Network, "9p": Network, "virtiofs": Network, "fuse.sshfs": Network,
		"fuse.gvfsd-fuse": Network, "fuse.rclone": Network, "fuse.google-drive-ocamlfuse": Cloud, "fuse.encfs": Virtual, "fuse.portal": Virtual,
		"fuse": Virtual, "tmpfs": Memory, "ramfs": Memory, "zfs": Unknown, "a file system of tomorrow": Unknown,
	} {
		cases = append(cases, laid{system, func(f *fake) string { return f.mount("0:70", "/mnt/there", system, "//server/share") }, kind, ""})
	}
	judged(t, append(cases, []laid{
		{"a network block device", func(f *fake) string {
			f.disk("virtual/block/nbd0", "43:0", "0")
			return f.mount("43:0", "/mnt/there", "ext4", "/dev/nbd0")
		}, Network, ""},
		{"an iSCSI drive", func(f *fake) string {
			f.disk("platform/host5/session1/iscsi_session/x=iscsi_session/target5:0:0/5:0:0:1=scsi/block/sdf", "8:80", "0")
			return f.mount("8:80", "/mnt/there", "ext4", "/dev/sdf")
		}, Network, ""},
		{"NVMe over the network", func(f *fake) string {
			at := f.disk("virtual/nvme-fabrics/ctl/nvme4=nvme/nvme4n1", "259:20", "0")
			f.write(filepath.Join(at, "../transport"), "tcp\n")
			return f.mount("259:20", "/mnt/there", "ext4", "/dev/nvme4n1")
		}, Network, ""},
		{"a drive in compressed memory", func(f *fake) string {
			f.disk("virtual/block/zram1", "252:1", "0")
			return f.mount("252:1", "/mnt/there", "ext4", "/dev/zram1")
		}, Memory, ""},
		{"a drive that the system does not describe", func(f *fake) string { return f.mount("8:99", "/mnt/there", "ext4", "/dev/sdx") }, Unknown, ""},
		{"a drive that hangs on nothing", func(f *fake) string {
			f.disk("virtual/block/ublkb0", "259:30", "0")
			return f.mount("259:30", "/mnt/there", "ext4", "/dev/ublkb0")
		}, Unknown, ""},
		{"a system that tells nothing of its mounts", func(f *fake) string { f.mounts = nil; return f.folder("/home/u") }, Unknown, ""},
	}...))
}

func TestTheBuiltInDriveIsAllowedAndNotMistaken(t *testing.T) {
	judged(t, []laid{
		{"home", func(f *fake) string { return f.folder("/home/u") }, Internal, ""},
		{"a folder of home that is not there yet", func(f *fake) string { return filepath.Join(f.root, "home/u/.local/share/nifuda") }, Internal, ""},
		{"a second built-in drive", func(f *fake) string { f.inner(); return f.mount("8:0", "/srv", "ext4", "/dev/sda") }, Internal, ""},
		{"soldered flash", func(f *fake) string {
			at := f.disk("platform/mmc_host/mmc1=mmc_host/mmc1:0001=mmc/block/mmcblk1", "179:8", "0")
			f.write(filepath.Join(at, "../../type"), "MMC\n")
			return f.mount("179:8", "/srv", "ext4", "/dev/mmcblk1")
		}, Internal, ""},
		{"an NVMe drive behind its subsystem", func(f *fake) string {
			f.disk("virtual/nvme-subsystem/nvme-subsys0=nvme-subsystem/nvme2n1", "259:9", "0")
			f.link(filepath.Join(f.sys(), "devices/pci0000:00/0000:01:00.0/nvme/nvme0"), filepath.Join(f.sys(), "devices/virtual/nvme-subsystem/nvme-subsys0/nvme0"))
			return f.mount("259:9", "/srv", "ext4", "/dev/nvme2n1")
		}, Internal, ""},
		{"NTFS through FUSE on a built-in drive", func(f *fake) string { f.inner(); return f.mount("8:0", "/mnt/win", "fuseblk", "/dev/sda") }, Internal, ""},
		{"a virtual machine's drive", func(f *fake) string {
			f.disk("pci0000:00=pci/0000:00:02.0=pci/virtio1=virtio/block/vda", "254:0", "0")
			return f.mount("254:0", "/srv", "ext4", "/dev/vda")
		}, Internal, ""},
		{"a folder beside the stick whose name begins like it", func(f *fake) string {
			f.stick()
			f.mount("8:17", "/media/u/HDD", "vfat", "/dev/sdb1")
			return f.folder("/media/u/HDDx")
		}, Internal, ""},
		{"a stick's mount point that a built-in drive covers", func(f *fake) string {
			f.stick()
			f.inner()
			f.mount("8:17", "/media/u/S", "vfat", "/dev/sdb1")
			on := f.mounts[0].id
			f.mounts = append(f.mounts, mount{id: "90", parent: on, device: "8:0", point: filepath.Join(f.root, "media"), fs: "ext4", source: "/dev/sda"})
			return filepath.Join(f.root, "media/u/S")
		}, Internal, ""},
	})
	judged(t, []laid{{"a built-in drive's mount point that a stick covers", func(f *fake) string {
		f.stick()
		f.inner()
		f.mount("8:0", "/srv", "ext4", "/dev/sda")
		return f.mount("8:17", "/srv", "vfat", "/dev/sdb1")
	}, USB, ""}})
}

func TestAPlaceThatCannotBeLookedAtIsRefused(t *testing.T) {
	f := computer(t)
	f.link("round", filepath.Join(f.root, "home/u/round"))
	s := f.system()
	for _, path := range []string{filepath.Join(f.root, "home/u/round"), filepath.Join(f.root, "home/u/round/nifuda")} {
		if err := s.Place(path); data.KeyOf(err) != "fault.place.unknown" {
			t.Errorf("got %v", err)
		}
	}
	s.Drive = func(string) (Finding, error) { return Finding{}, os.ErrPermission }
	if err := s.Place(s.Home); data.KeyOf(err) != "fault.place.unknown" {
		t.Errorf("got %v", err)
	}
}
