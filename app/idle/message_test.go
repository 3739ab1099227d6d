package idle

import "testing"

func TestWhatWindowsSaysAndWhatItMeans(t *testing.T) {
	power := func(about guid, value uint32) func() (setting, bool) {
		return func() (setting, bool) { return setting{about, value}, true }
	}
	battery := guid{0xA7AD8041, 0xB45A, 0x4CAE, [8]byte{0x87, 0xA3, 0xEE, 0xCB, 0xB4, 0x68, 0xA9, 0xE1}}
	none := func() (setting, bool) { return setting{}, false }
	for _, c := range []struct {
		name    string
		message uint32
		wParam  uintptr
		power   func() (setting, bool)
		want    Cause
	}{
		{"Win+L", wmWTSSessionChange, 7, none, Session},
		{"unlocked again", wmWTSSessionChange, 8, none, ""},
		{"another person's desktop in front", wmWTSSessionChange, 2, none, Left},
		{"the console came to us", wmWTSSessionChange, 1, none, ""},
		{"the remote desktop was cut", wmWTSSessionChange, 4, none, Left},
		{"somebody came in from afar", wmWTSSessionChange, 3, none, ""},
		{"logging off", wmWTSSessionChange, 6, none, End},
		{"going to sleep", wmPowerBroadcast, 4, none, Sleep},
		{"awake again, told or not before", wmPowerBroadcast, 0x12, none, Slept},
		{"the lid is closed", wmPowerBroadcast, pbtPowerSetting, power(lidSwitch, 0), Lid},
		{"the lid is open", wmPowerBroadcast, pbtPowerSetting, power(lidSwitch, 1), ""},
		{"another power setting", wmPowerBroadcast, pbtPowerSetting, power(battery, 0), ""},
		{"a power setting without a value", wmPowerBroadcast, pbtPowerSetting, none, ""},
		{"the plug was pulled", wmPowerBroadcast, 0xA, none, ""},
		{"switching off", wmQueryEndSession, 0, none, End},
		{"a key", 0x100, 7, none, ""},
	} {
		if got := causeOfMessage(c.message, c.wParam, c.power); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
