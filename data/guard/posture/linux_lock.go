package posture

import (
	"context"
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// late is after how many minutes a screen that locks by itself locks too late.
const late = 15

// screenLock asks the desktop whether it locks the screen when nobody is there.
func (l Linux) screenLock(ctx context.Context) Finding {
	desktop := strings.ToLower(l.Desktop)
	for _, d := range []struct {
		name       string
		lock, idle Question
		unit       int // how many of what idle says make a minute
	}{
		{"gnome", askGnomeLock, askGnomeIdle, 60}, {"unity", askGnomeLock, askGnomeIdle, 60}, {"budgie", askGnomeLock, askGnomeIdle, 60},
		{"cinnamon", askCinnamonLock, askCinnamonIdle, 60}, {"mate", askMateLock, askMateIdle, 1},
	} {
		if strings.Contains(desktop, d.name) {
			return l.settings(ctx, d.lock, d.idle, d.unit)
		}
	}
	switch {
	case strings.Contains(desktop, "kde"):
		return l.kde()
	case strings.Contains(desktop, "xfce"):
		return l.xfce()
	}
	return Nothing(ScreenLock)
}

// settings asks gsettings: "true" or "false", and "uint32 300" or "5".
func (l Linux) settings(ctx context.Context, lock, idle Question, unit int) Finding {
	on, code, err := l.Ask(ctx, lock)
	if err != nil || code != 0 {
		return Nothing(ScreenLock)
	}
	after, code, err := l.Ask(ctx, idle)
	n, bad := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(after), "uint32 "))
	switch {
	case strings.TrimSpace(on) != "true":
		return locks(false, 0)
	case err != nil || code != 0 || bad != nil:
		return Nothing(ScreenLock)
	}
	return locks(n > 0, (n+unit-1)/unit)
}

// locks is what is found of a screen that locks after so many minutes.
func locks(on bool, minutes int) Finding {
	switch {
	case !on:
		return found(ScreenLock, "off")
	case minutes > late:
		return found(ScreenLock, "late", "n", minutes)
	}
	return found(ScreenLock, "locks", "n", max(minutes, 1))
}

// own is a file of whoever is signed in. A desktop that has written none goes
// by what it came with.
func (l Linux) own(path string) (text string, there bool) {
	b, err := os.ReadFile(filepath.Join(l.Home, path))
	return string(b), err == nil
}

// kde reads kscreenlockerrc: it locks after five minutes unless told otherwise.
func (l Linux) kde() Finding {
	on, minutes := true, 5
	text, _ := l.own(".config/kscreenlockerrc")
	section := ""
	for _, line := range lines(text) {
		if strings.HasPrefix(line, "[") {
			section = line
		}
		key, value, _ := strings.Cut(line, "=")
		switch {
		case section != "[Daemon]":
		case strings.HasPrefix(key, "Autolock"):
			on = value != "false"
		case strings.HasPrefix(key, "Timeout"):
			n, err := strconv.Atoi(value)
			if err != nil {
				return Nothing(ScreenLock)
			}
			minutes = n
		}
	}
	return locks(on && minutes > 0, minutes)
}

// xfce reads the settings of xfce4-screensaver; what they do not say is on,
// after five minutes.
func (l Linux) xfce() Finding {
	text, there := l.own(".config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml")
	if !there {
		return Nothing(ScreenLock)
	}
	var channel property
	if err := xml.Unmarshal([]byte(text), &channel); err != nil {
		return Nothing(ScreenLock)
	}
	minutes, err := strconv.Atoi(channel.value("5", "saver", "idle-activation", "delay"))
	if err != nil {
		return Nothing(ScreenLock)
	}
	on := channel.value("true", "saver", "enabled") == "true" && channel.value("true", "saver", "idle-activation", "enabled") == "true" &&
		channel.value("true", "lock", "enabled") == "true" && channel.value("true", "lock", "saver-activation", "enabled") == "true"
	return locks(on, minutes)
}

// property is one of xfconf, with those below it.
type property struct {
	Name  string     `xml:"name,attr"`
	Value string     `xml:"value,attr"`
	Below []property `xml:"property"`
}

func (p property) value(otherwise string, path ...string) string {
	for _, b := range p.Below {
		switch {
		case b.Name != path[0]:
		case len(path) > 1:
			return b.value(otherwise, path[1:]...)
		case b.Value != "":
			return b.Value
		}
	}
	return otherwise
}
