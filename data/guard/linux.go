package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Linux judges by what a Linux tells of itself.
type Linux struct {
	Mounts func() (string, error) // the text of mountinfo
	Sys    string                 // where sysfs is
}

// deepest is how many volumes may lie upon each other.
const deepest = 8

// Drive tells what a folder lies on. The path is absolute, there, and without
// symbolic links.
func (l Linux) Drive(dir string) (Finding, error) { return l.drive(dir, 0) }

func (l Linux) drive(dir string, depth int) (Finding, error) {
	on, err := l.under(dir, depth)
	if err != nil || len(on.blocks) == 0 {
		return on.told, err
	}
	for _, block := range on.blocks {
		if f, err := l.disk(block, on.depth); err != nil || f.Kind != Internal {
			return f, err
		}
	}
	return Finding{}, nil
}

// ground is what a file system lies on: block devices, by their folders in
// sysfs, or what is told of it when there are none to be seen.
type ground struct {
	blocks []string
	depth  int
	sealed bool // the file system encrypts what it holds
	told   Finding
}

// under finds what the file system of a folder lies on.
func (l Linux) under(dir string, depth int) (ground, error) {
	if depth > deepest {
		return ground{told: Finding{Unknown, "loop"}}, nil
	}
	text, err := l.Mounts()
	if err != nil {
		return ground{}, fmt.Errorf("read the mounts: %w", err)
	}
	m, found := over(readMounts(text), dir)
	if !found {
		return ground{told: Finding{Unknown, "mountinfo"}}, nil
	}
	if f, decided := bySystem(m.fs); decided {
		return ground{told: f}, nil
	}
	switch m.fs {
	case "overlay":
		return l.overlay(m, depth)
	case "ecryptfs": // the source is the folder below it
		below, err := l.under(m.source, depth+1)
		below.sealed = true
		return below, err
	case "btrfs", "bcachefs": // volumes over several drives have a number of their own
		return l.pool(m, depth)
	}
	if strings.HasPrefix(m.device, "0:") {
		return ground{told: Finding{Unknown, m.fs}}, nil
	}
	block, err := filepath.EvalSymlinks(filepath.Join(l.Sys, "dev", "block", m.device))
	if err != nil {
		return ground{told: Finding{Unknown, m.fs}}, nil
	}
	return ground{blocks: []string{block}, depth: depth}, nil
}

// bySystem knows what file systems without a drive of their own are.
func bySystem(name string) (Finding, bool) {
	if kind, known := systems()[name]; known {
		return Finding{kind, strings.TrimPrefix(name, "fuse.")}, true
	}
	if name == "fuse" || strings.HasPrefix(name, "fuse.") {
		return Finding{Virtual, strings.TrimPrefix(name, "fuse.")}, true
	}
	return Finding{}, false
}

func systems() map[string]Kind {
	kinds := map[string]Kind{}
	for kind, names := range map[Kind]string{
		Memory: "tmpfs ramfs devtmpfs hugetlbfs rootfs",
		Network: "nfs nfs4 cifs smb3 smbfs ncpfs afs coda 9p ceph glusterfs lustre virtiofs vboxsf vmhgfs prl_fs drvfs orangefs " +
			"fuse.sshfs fuse.gvfsd-fuse fuse.gvfs-fuse-daemon fuse.kio-fuse fuse.curlftpfs fuse.davfs davfs fuse.davfs2 fuse.glusterfs " +
			"fuse.vmhgfs-fuse fuse.smbnetfs fuse.ceph fuse.ceph-fuse fuse.s3fs fuse.goofys fuse.rclone",
		Cloud: "fuse.google-drive-ocamlfuse fuse.onedriver fuse.dbxfs fuse.pCloud.fs fuse.megacmd fuse.mega-fuse fuse.expandrive",
	} {
		for name := range strings.FieldsSeq(names) {
			kinds[name] = kind
		}
	}
	return kinds
}

// overlay looks at what an overlay writes to. An upper layer that is not to be
// seen from here is a container's own.
func (l Linux) overlay(m mount, depth int) (ground, error) {
	upper := m.option("upperdir")
	if upper == "" {
		return ground{told: Finding{Unknown, m.fs}}, nil
	}
	if _, err := os.Lstat(upper); errors.Is(err, fs.ErrNotExist) && filepath.IsAbs(upper) {
		return ground{}, nil
	}
	real, err := nearest(upper)
	if err != nil {
		return ground{told: Finding{Unknown, m.fs}}, nil
	}
	return l.under(real, depth+1)
}

// pool finds every drive of a volume that may have several.
func (l Linux) pool(m mount, depth int) (ground, error) {
	var names []string
	for source := range strings.SplitSeq(m.source, ":") { // bcachefs lists them
		name, found := l.name(source)
		if !found {
			return ground{told: Finding{Unknown, m.fs}}, nil
		}
		names = append(names, name)
	}
	if members, err := filepath.Glob(filepath.Join(l.Sys, "fs", m.fs, "*", "devices", names[0])); err == nil && len(members) == 1 {
		entries, err := os.ReadDir(filepath.Dir(members[0]))
		if err != nil {
			return ground{}, fmt.Errorf("list the drives of %s: %w", m.fs, err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
	}
	on := ground{depth: depth}
	for _, name := range names {
		block, err := l.block(name)
		if err != nil {
			return ground{told: Finding{Unknown, name}}, nil
		}
		on.blocks = append(on.blocks, block)
	}
	return on, nil
}

// block is the folder in sysfs of a block device.
func (l Linux) block(name string) (string, error) {
	return filepath.EvalSymlinks(filepath.Join(l.Sys, "class", "block", name))
}

// all is the first of several drives that is refused.
func (l Linux) all(names []string, depth int) (Finding, error) {
	for _, name := range names {
		block, err := l.block(name)
		if err != nil {
			return Finding{Unknown, name}, nil
		}
		if f, err := l.disk(block, depth); err != nil || f.Kind != Internal {
			return f, err
		}
	}
	return Finding{}, nil
}

// name finds what sysfs calls a device file: sdb1, or dm-0 for a mapped one.
func (l Linux) name(source string) (string, bool) {
	if real, err := filepath.EvalSymlinks(source); err == nil {
		source = real
	}
	name := filepath.Base(source)
	if _, err := os.Stat(filepath.Join(l.Sys, "class", "block", name)); err == nil && filepath.IsAbs(source) {
		return name, true
	}
	titles, err := filepath.Glob(filepath.Join(l.Sys, "class", "block", "dm-*", "dm", "name"))
	if err != nil {
		return "", false
	}
	for _, title := range titles {
		if text(title) == name {
			return filepath.Base(filepath.Dir(filepath.Dir(title))), true
		}
	}
	return "", false
}
