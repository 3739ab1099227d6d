package idle

// What Windows says to a window, as far as it is a reason to lock. The numbers
// are those of winuser.h, wtsapi32.h and pbt.h; they stand here and not beside
// the window so that the decision is tested on any system.
const (
	wmQueryEndSession  = 0x0011
	wmPowerBroadcast   = 0x0218
	wmWTSSessionChange = 0x02B1
	wtsConsoleLeave    = 0x2 // WTS_CONSOLE_DISCONNECT: another person's desktop comes to the front
	wtsRemoteLeave     = 0x4 // WTS_REMOTE_DISCONNECT: the far end of a remote desktop is gone
	wtsLogoff          = 0x6
	wtsLock            = 0x7
	pbtSuspend         = 0x0004
	pbtPowerSetting    = 0x8013 // PBT_POWERSETTINGCHANGE
	pbtResumeAutomatic = 0x0012 // said after each sleep, also after one that nobody announced
	lidClosed          = 0
)

// guid is a Windows GUID in memory order.
type guid struct {
	A uint32
	B uint16
	C uint16
	D [8]byte
}

// lidSwitch is GUID_LIDSWITCH_STATE_CHANGE: 0 is closed, 1 is open.
var lidSwitch = guid{0xBA3E0F4D, 0xB817, 0x4094, [8]byte{0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3}}

// setting is a power setting that a message carries.
type setting struct {
	about guid
	value uint32
}

// causeOfMessage reads a message of Windows; nothing for most. power is what lParam
// points to with PBT_POWERSETTINGCHANGE.
func causeOfMessage(message uint32, wParam uintptr, power func() (setting, bool)) Cause {
	switch message {
	case wmWTSSessionChange:
		switch wParam {
		case wtsLock:
			return Session
		case wtsConsoleLeave, wtsRemoteLeave:
			return Left
		case wtsLogoff:
			return End
		}
	case wmQueryEndSession:
		return End
	case wmPowerBroadcast:
		switch wParam {
		case pbtSuspend:
			return Sleep
		case pbtResumeAutomatic:
			return Slept
		case pbtPowerSetting:
			if s, ok := power(); ok && s.about == lidSwitch && s.value == lidClosed {
				return Lid
			}
		}
	}
	return ""
}
