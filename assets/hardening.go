package assets

import (
	"embed"
	"io/fs"
)

//go:embed hardening
var hardening embed.FS

// Hardening is the pack that makes a system of its computer safer, file by
// file: linux, windows or macos. It is empty for others. Nothing in it does
// anything until an administrator runs it.
func Hardening(system string) map[string][]byte {
	files := map[string][]byte{}
	all, err := fs.ReadDir(hardening, "hardening/"+system)
	if err != nil || system == "" {
		return files
	}
	for _, e := range all {
		if b, err := hardening.ReadFile("hardening/" + system + "/" + e.Name()); err == nil {
			files[e.Name()] = b
		}
	}
	return files
}
