//go:build unix

package guard

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFoldersThatACloudCopiesAreRefused(t *testing.T) {
	home := func(f *fake, path string) string { return filepath.Join(f.root, "home/u", path) }
	judged(t, []laid{
		{"OneDrive, as Windows names it", func(f *fake) string {
			f.env["OneDriveCommercial"] = f.folder("/home/u/会社の雲")
			return home(f, "会社の雲/店/nifuda")
		}, Cloud, "OneDrive"},
		{"OneDrive in other letters", func(f *fake) string {
			f.env["OneDrive"] = f.folder("/home/u/Cloud")
			return home(f, "CLOUD/nifuda")
		}, Cloud, "OneDrive"},
		{"OneDrive for Linux", func(f *fake) string {
			f.write(home(f, ".config/onedrive/config"), "# sync_dir = \"~/x\"\nsync_dir = \"~/docs\"\n")
			return f.folder("/home/u/docs/nifuda")
		}, Cloud, "OneDrive"},
		{"a shop's OneDrive by its usual name", func(f *fake) string { return f.folder("/home/u/OneDrive - 山の湯呑み店") }, Cloud, "OneDrive"},
		{"Dropbox, as its info.json says", func(f *fake) string {
			f.write(home(f, ".dropbox/info.json"), `{"personal": {"path": "`+f.folder("/srv/箱")+`", "host": 1}}`)
			return f.folder("/srv/箱/nifuda")
		}, Cloud, "Dropbox"},
		{"Dropbox on Windows", func(f *fake) string {
			f.env["LOCALAPPDATA"] = f.folder("/home/u/AppData/Local")
			f.write(home(f, "AppData/Local/Dropbox/info.json"), `{"business": {"path": "`+f.folder("/srv/箱")+`"}}`)
			return f.folder("/srv/箱/nifuda")
		}, Cloud, "Dropbox"},
		{"Dropbox by its mark", func(f *fake) string { f.folder("/srv/d/.dropbox.cache"); return f.folder("/srv/d/店/nifuda") }, Cloud, "Dropbox"},
		{"Google Drive on macOS", func(f *fake) string {
			return f.folder("/home/u/Library/CloudStorage/GoogleDrive-chihiro@example.com/My Drive/nifuda")
		}, Cloud, "GoogleDrive"},
		{"Google Drive by its mark", func(f *fake) string { f.folder("/srv/g/.tmp.driveupload"); return f.folder("/srv/g/nifuda") }, Cloud, "Google Drive"},
		{"Google Drive in Japanese", func(f *fake) string { return f.folder("/home/u/マイドライブ/nifuda") }, Cloud, "Google Drive"},
		{"iCloud", func(f *fake) string { return f.folder("/home/u/Library/Mobile Documents/com~apple~CloudDocs") }, Cloud, "iCloud Drive"},
		{"Nextcloud, as its settings say", func(f *fake) string {
			f.write(home(f, ".config/Nextcloud/nextcloud.cfg"), "[Accounts]\n0\\Folders\\1\\localPath="+f.folder("/srv/next")+"/\n0\\Folders\\1\\paused=false\n")
			return f.folder("/srv/next/nifuda")
		}, Cloud, "Nextcloud"},
		{"Nextcloud by its mark", func(f *fake) string {
			f.write(filepath.Join(f.root, "srv/n/.sync_0a1b.db"), "")
			return f.folder("/srv/n/nifuda")
		}, Cloud, "Nextcloud"},
		{"Syncthing by its mark, in a folder with a pattern in its name", func(f *fake) string {
			f.folder("/srv/[*]/.stfolder")
			return f.folder("/srv/[*]/nifuda")
		}, Cloud, "Syncthing"},
		{"a link out of home into a synced folder", func(f *fake) string {
			f.folder("/srv/s/.stfolder")
			f.link(f.folder("/srv/s/deep"), home(f, "shop"))
			return home(f, "shop/nifuda")
		}, Cloud, "Syncthing"},
		{"a link out of a synced folder", func(f *fake) string {
			f.folder("/srv/s/.stfolder")
			f.link(f.folder("/home/u/plain"), filepath.Join(f.root, "srv/s/plain"))
			return filepath.Join(f.root, "srv/s/plain")
		}, Cloud, "Syncthing"},
		{"a folder whose name only begins like one", func(f *fake) string { return f.folder("/home/u/OneDriver") }, Internal, ""},
		{"home, where Dropbox keeps its settings", func(f *fake) string { f.folder("/home/u/.dropbox"); return f.folder("/home/u/.local/share/nifuda") }, Internal, ""},
	})
}

func TestAnAddressInAFoldersNameIsNotShown(t *testing.T) {
	f := computer(t)
	got, err := f.system().Find(f.folder("/home/u/Library/CloudStorage/OneDrive-chihiro@example.com"))
	if err != nil || strings.Contains(got.What, "@") {
		t.Errorf("got %+v, %v", got, err)
	}
}
