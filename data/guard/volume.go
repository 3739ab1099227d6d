package guard

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Volume is what Windows tells of a folder and of the volume it is on.
type Volume struct {
	Drive     uint32 // GetDriveType
	Bus       uint32 // STORAGE_BUS_TYPE; 0 when the drive did not answer
	Removable bool   // RemovableMedia of its STORAGE_DEVICE_DESCRIPTOR
	Model     string // vendor and product, as the drive says them
	Label     string // of the volume
	Recalled  bool   // the folder or one above it is fetched from elsewhere when it is read
	Tag       uint32 // the folder's reparse tag, or that of one above it that is a cloud's
}

// DRIVE_… of GetDriveType.
const (
	driveRemovable = 2
	driveFixed     = 3
	driveRemote    = 4
	driveDisc      = 5
	driveMemory    = 6
)

// IO_REPARSE_TAG_CLOUD and its fifteen variants.
const (
	cloudTag  = 0x9000001a
	cloudMask = 0xffff0fff
)

// find judges a volume of Windows. GetDriveType calls drives in USB cases
// fixed, so the bus is what counts.
func (v Volume) find() Finding {
	switch {
	case v.Drive == driveRemote:
		return Finding{Network, "Windows"}
	case v.Drive == driveDisc:
		return Finding{Optical, v.Model}
	case v.Drive == driveMemory:
		return Finding{Memory, "RAM"}
	case v.Tag&cloudMask == cloudTag, v.Recalled:
		return Finding{Cloud, "OneDrive"}
	case strings.HasPrefix(v.Label, "Google Drive"): // its drive calls itself fixed
		return Finding{Cloud, "Google Drive"}
	}
	switch v.Bus {
	case 4, 7: // 1394, USB
		return Finding{USB, v.Model}
	case 9: // iSCSI
		return Finding{Network, v.Model}
	case 12, 13: // SD, MMC: a soldered one says that it cannot be taken out
		if v.Removable || v.Drive != driveFixed {
			return Finding{SD, v.Model}
		}
		return Finding{}
	case 14, 15: // Virtual, FileBackedVirtual: a VHD, and what the file lies on is not told
		return Finding{Unknown, "VHD"}
	case 1, 2, 3, 6, 8, 10, 11, 16, 17, 18, 19: // SCSI, ATAPI, ATA, Fibre, RAID, SAS, SATA, Spaces, NVMe, SCM, UFS
		if v.Removable || v.Drive == driveRemovable {
			return Finding{USB, v.Model}
		}
		if v.Drive == driveFixed {
			return Finding{}
		}
	}
	return Finding{Unknown, v.Model}
}

// diskutil judges what "diskutil info -plist" says of a volume on macOS.
func diskutil(plist string) (Finding, error) {
	said, err := readPlist(plist)
	if err != nil {
		return Finding{}, err
	}
	what := said["MediaName"]
	if what == "" {
		what = said["BusProtocol"]
	}
	switch bus := said["BusProtocol"]; {
	case bus == "Disk Image": // what it lies on is not told
		return Finding{Unknown, bus}, nil
	case said["OpticalDeviceType"] != "":
		return Finding{Optical, what}, nil
	case bus == "Secure Digital":
		return Finding{SD, what}, nil
	case bus == "USB", bus == "FireWire", bus == "Thunderbolt", said["Internal"] == "false", said["RemovableMedia"] == "true", said["Removable"] == "true":
		return Finding{USB, what}, nil
	case said["Internal"] == "true":
		return Finding{}, nil
	}
	return Finding{Unknown, what}, nil
}

// readPlist reads the plain values of a property list's outermost dictionary.
func readPlist(text string) (map[string]string, error) {
	said, key, depth := map[string]string{}, "", 0
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return said, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			if depth != 3 { // plist, dict, key
				continue
			}
			switch e.Name.Local {
			case "true", "false":
				said[key] = e.Name.Local
			case "key", "string", "integer":
				var value string
				if err := d.DecodeElement(&value, &e); err != nil {
					return nil, err
				}
				depth--
				if e.Name.Local == "key" {
					key = value
				} else {
					said[key] = value
				}
			}
		}
	}
}
