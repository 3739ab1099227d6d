package main

import (
	"os"
	"path/filepath"
	"runtime"
)

// safe is a folder for backups beside the person's own papers.
func safe() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, "nifuda-backups")
}

// downloads are the folders where a browser puts what it fetched.
func downloads() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	return []string{filepath.Join(home, "Downloads"), filepath.Join(home, "ダウンロード")}
}

// defaultRoot is where this system keeps an application's own data.
func defaultRoot() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LOCALAPPDATA"); dir != "" {
			return filepath.Join(dir, "nifuda")
		}
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "nifuda")
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "nifuda")
	}
	return filepath.Join(home, ".local", "share", "nifuda")
}
