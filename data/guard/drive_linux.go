package guard

import "os"

// This is the computer the program runs on.
func This() System {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return System{Drive: Linux{Mounts: Mounts, Sys: "/sys"}.Drive, Env: os.Getenv, Home: home}
}

// Mounts is this process's mountinfo.
func Mounts() (string, error) {
	b, err := os.ReadFile("/proc/self/mountinfo")
	return string(b), err
}
