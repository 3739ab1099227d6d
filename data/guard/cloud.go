package guard

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// synced is a folder that a cloud service copies.
type synced struct{ service, dir string }

// cloud names the service that copies a path, or where it really lies; empty
// for none that is known.
func (s System) cloud(paths ...string) string {
	roots := s.synced()
	for _, path := range paths {
		for at := path; ; at = filepath.Dir(at) {
			if service := marked(at); service != "" {
				return service
			}
			if i := slices.IndexFunc(roots, func(r synced) bool { return same(r.dir, at) }); i >= 0 {
				return roots[i].service
			}
			if filepath.Dir(at) == at {
				break
			}
		}
	}
	return ""
}

// same compares two folders as a system that folds letters would, and by what
// they are when both exist.
func same(a, b string) bool {
	if strings.EqualFold(filepath.Clean(a), filepath.Clean(b)) {
		return true
	}
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// marked names the service that left its mark in a folder.
func marked(dir string) string {
	for _, m := range []struct{ service, mark string }{
		{"Dropbox", ".dropbox.cache"},
		{"Syncthing", ".stfolder"},
		{"Nextcloud", ".owncloudsync.log*"},
		{"Nextcloud", ".nextcloudsync.log*"},
		{"Nextcloud", ".sync_*.db"},
		{"Nextcloud", "._sync_*.db"},
		{"Google Drive", ".tmp.drivedownload"},
		{"Google Drive", ".tmp.driveupload"},
		{"Resilio Sync", ".sync/ID"},
	} {
		if there(dir, m.mark) {
			return m.service
		}
	}
	return ""
}

// there reports whether a folder holds a file of such a name. The folder itself
// may be named with what a pattern would mean something by.
func there(dir, pattern string) bool {
	if !strings.Contains(pattern, "*") {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(pattern)))
		return err == nil
	}
	return slices.ContainsFunc(entries(dir), func(name string) bool {
		match, err := filepath.Match(pattern, name)
		return err == nil && match
	})
}

// synced lists the folders that the services of this system say they copy.
func (s System) synced() []synced {
	var all []synced
	add := func(service string, dirs ...string) {
		for _, d := range dirs {
			if filepath.IsAbs(d) {
				all = append(all, synced{service, d})
			}
		}
	}
	add("OneDrive", s.Env("OneDrive"), s.Env("OneDriveConsumer"), s.Env("OneDriveCommercial"))
	for _, at := range []string{s.Env("APPDATA"), s.Env("LOCALAPPDATA")} {
		add("Dropbox", dropboxes(s.in(at, "Dropbox/info.json"))...)
		add("Nextcloud", s.listed(at, "Nextcloud/nextcloud.cfg", `localPath=`)...)
		add("ownCloud", s.listed(at, "ownCloud/owncloud.cfg", `localPath=`)...)
	}
	add("Dropbox", dropboxes(s.in(s.Home, ".dropbox/info.json"))...)
	add("OneDrive", s.listed(s.Home, ".config/onedrive/config", `sync_dir = `)...)
	for _, at := range []string{".config", "Library/Preferences"} {
		add("Nextcloud", s.listed(s.Home, at+"/Nextcloud/nextcloud.cfg", `localPath=`)...)
		add("ownCloud", s.listed(s.Home, at+"/ownCloud/owncloud.cfg", `localPath=`)...)
	}
	add("iCloud Drive", s.in(s.Home, "Library/Mobile Documents"))
	for _, name := range entries(s.in(s.Home, "Library/CloudStorage")) {
		service, _, _ := strings.Cut(name, "-") // an address follows
		add(service, s.in(s.Home, "Library/CloudStorage/"+name))
	}
	for _, name := range entries(s.Home) {
		add(usual(name), s.in(s.Home, name))
	}
	return slices.DeleteFunc(all, func(f synced) bool { return f.service == "" })
}

// usual names the service whose folder is usually called so, below home.
func usual(name string) string {
	for service, names := range map[string][]string{
		"OneDrive":     {"OneDrive"},
		"Dropbox":      {"Dropbox"},
		"Google Drive": {"Google Drive", "GoogleDrive", "My Drive", "マイドライブ"},
		"iCloud Drive": {"iCloudDrive", "iCloud Drive"},
		"Nextcloud":    {"Nextcloud"},
		"ownCloud":     {"ownCloud"},
		"Box":          {"Box", "Box Sync"},
		"MEGA":         {"MEGA", "MEGAsync"},
		"pCloud":       {"pCloudDrive"},
	} {
		for _, n := range names {
			if strings.EqualFold(name, n) || strings.HasPrefix(strings.ToLower(name), strings.ToLower(n)+" - ") || strings.HasPrefix(strings.ToLower(name), strings.ToLower(n)+" (") {
				return service
			}
		}
	}
	return ""
}

// in is a path below a folder; empty when there is no such folder.
func (s System) in(dir, path string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

// dropboxes reads the folders out of Dropbox's info.json.
func dropboxes(file string) []string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var accounts map[string]struct {
		Path string `json:"path"`
		Root string `json:"root_path"`
	}
	if json.Unmarshal(raw, &accounts) != nil {
		return nil
	}
	var dirs []string
	for _, a := range accounts {
		dirs = append(dirs, a.Path, a.Root)
	}
	return dirs
}

// listed reads the folders out of lines "…key/a/folder/" of a settings file.
func (s System) listed(dir, file, key string) []string {
	f, err := os.Open(s.in(dir, file))
	if err != nil {
		return nil
	}
	defer f.Close()
	var dirs []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		_, value, found := strings.Cut(lines.Text(), key)
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if rest, tilde := strings.CutPrefix(value, "~/"); tilde {
			value = s.in(s.Home, rest)
		}
		if found && value != "" {
			dirs = append(dirs, filepath.FromSlash(value))
		}
	}
	return dirs
}
