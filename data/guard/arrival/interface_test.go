package arrival

import (
	"strings"
	"testing"

	"nifuda/data"
)

func TestWindowsNamesWhatArrives(t *testing.T) {
	for _, c := range []struct {
		name, device string
		want         data.Arrival
	}{
		{"a stick", `\\?\USBSTOR#Disk&Ven_SanDisk&Prod_Ultra_Fit&Rev_1.00#4C53&0#` + diskClass, data.Arrival{What: data.Storage, Name: "SanDisk Ultra Fit"}},
		{"a fast USB drive", `\\?\SCSI#Disk&Ven_Samsung&Prod_Portable_SSD_T7#7&1#` + diskClass, data.Arrival{What: data.Storage, Name: "Samsung Portable SSD T7"}},
		{"a disc drive", `\\?\USBSTOR#CdRom&Ven_HL-DT-ST&Prod_DVD#1#` + discClass, data.Arrival{What: data.Storage, Name: "HL-DT-ST DVD"}},
		{"a phone", `\\?\usb#vid_05ac&pid_12a8&mi_00#6&1#` + strings.ToUpper(wpdClass), data.Arrival{What: data.Handset}},
		{"a stick, once more as a phone", `\\?\SWD#WPDBUSENUM#{1}#0#` + wpdClass, data.Arrival{}},
		{"a file opened as a drive", `\\?\SCSI#Disk&Ven_Msft&Prod_Virtual_Disk#2&1#` + diskClass, data.Arrival{}},
		{"a keyboard", `\\?\HID#VID_046D&PID_C31C#7&1#{884b96c3-56ef-11d1-bc8c-00a0c91405dd}`, data.Arrival{}},
		{"no name", "", data.Arrival{}},
	} {
		if got, device := ofInterface(c.device); got != c.want || (device == "") != (c.want.What == "") {
			t.Errorf("%s: got %+v of %q", c.name, got, device)
		}
	}
}
