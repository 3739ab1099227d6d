package capslock

import "golang.org/x/sys/windows"

// System asks Windows.
func System() (on func() bool, err error) {
	const capital = 0x14 // VK_CAPITAL
	state := windows.NewLazySystemDLL("user32.dll").NewProc("GetKeyState")
	return func() bool {
		v, _, _ := state.Call(capital)
		return v&1 != 0
	}, nil
}
