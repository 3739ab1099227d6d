package winspool

import (
	"testing"

	"nifuda/labels/printer"
)

// shopPorts are the ports of a shop's computer. Some have names that lie.
func shopPorts() []Port {
	return []Port{
		{"USB001", "Dynamic Print Monitor", "Virtual printer port for USB"},
		{"IP_192.168.1.20", "TCPMON.DLL", "Standard TCP/IP Port"},
		{"LPT1:", "Local Monitor", "ローカル ポート"},
		{"FILE:", "Local Monitor", "ローカル ポート"},
		{"PORTPROMPT:", "Local Monitor", "ローカル ポート"},
		{"USB002", "Local Monitor", "ローカル ポート"},
		{"IP_labels", "Local Port", "ローカル ポート"},
	}
}

func TestAQueueIsAMachineByItsPortsAndNotByItsName(t *testing.T) {
	for _, c := range []struct {
		name string
		q    Queue
		want bool
	}{
		{"a label printer at USB", Queue{Name: "Brother QL-820NWB", Port: "USB001"}, true},
		{"the same that somebody called a PDF", Queue{Name: "Microsoft Print to PDF", Port: "USB001"}, true},
		{"a network printer", Queue{Name: "Canon", Port: "IP_192.168.1.20"}, true},
		{"one found by itself", Queue{Name: "ENVY", Port: "WSD-0b1e6d0a-2f0b-4c57-9f4e-1c2d3e4f5a6b"}, true},
		{"an old one", Queue{Name: "LIPS", Port: "LPT1:"}, true},
		{"the one of the next computer", Queue{Name: `\\TEA-ROOM\Brother`, Port: `\\TEA-ROOM\Brother`}, true},
		{"the one of the next computer, at its USB", Queue{Name: `\\TEA-ROOM\Brother`, Port: "USB001"}, true},
		{"the next computer's PDF", Queue{Name: `\\TEA-ROOM\Brother`, Port: "PORTPROMPT:"}, false},
		{"Print to PDF", Queue{Name: "Microsoft Print to PDF", Port: "PORTPROMPT:"}, false},
		{"Print to PDF, renamed", Queue{Name: "Brother QL-820NWB", Port: "PORTPROMPT:"}, false},
		{"XPS", Queue{Name: "Microsoft XPS Document Writer", Port: "XPSPort:"}, false},
		{"OneNote", Queue{Name: "OneNote", Port: "Microsoft.Office.OneNote_16001.1_x64__8wekyb3d8bbwe_microsoft.onenoteim_S-1"}, false},
		{"a fax", Queue{Name: "Fax", Port: "SHRFAX:"}, false},
		{"a fax at USB", Queue{Name: "複合機 FAX", Port: "USB001", Attributes: attributeFax}, false},
		{"a file that is called like a socket", Queue{Name: "Brother", Port: "USB002"}, false},
		{"a file that is called like an address", Queue{Name: "Brother", Port: "IP_labels"}, false},
		{"the same in small letters", Queue{Name: "Brother", Port: "ip_LABELS"}, false},
		{"a machine and a file together", Queue{Name: "Brother", Port: "USB001,FILE:"}, false},
		{"two machines together", Queue{Name: "Brother", Port: "USB001,LPT1:"}, true},
		{"nowhere", Queue{Name: "Brother"}, false},
	} {
		if got := c.q.Printer(shopPorts()).Real(); got != c.want {
			t.Errorf("%s: %q: got %v, want %v", c.name, c.q.Device(shopPorts()), got, c.want)
		}
	}
}

func TestARepointedQueueIsAnotherPrinter(t *testing.T) {
	before, after := Queue{Name: "Brother", Port: "USB001"}, Queue{Name: "Brother", Port: "PORTPROMPT:"}
	if before.Printer(nil).ID() == after.Printer(nil).ID() {
		t.Error("the owner's list would still hold for it")
	}
}

func TestWhatWindowsSaysOfAQueueIsPassedOn(t *testing.T) {
	for _, c := range []struct {
		name       string
		q          Queue
		state      printer.State
		paused, in bool
	}{
		{"waiting for work", Queue{}, printer.Idle, false, true},
		{"at work", Queue{Status: statusPrinting}, printer.Printing, false, true},
		{"paused", Queue{Status: statusPaused | statusPrinting}, printer.Stopped, true, true},
		{"switched off for now", Queue{Attributes: attributeOffline}, printer.Stopped, true, true},
		{"being deleted", Queue{Status: statusDeleting}, printer.Idle, false, false},
	} {
		if p := c.q.Printer(nil); p.State != c.state || p.Paused() != c.paused || p.Accepting != c.in {
			t.Errorf("%s: got %v, paused %v, accepting %v", c.name, p.State, p.Paused(), p.Accepting)
		}
	}
	if !(Queue{Attributes: attributeKeep | attributeFax}).Keeps() || (Queue{Attributes: attributeFax}).Keeps() {
		t.Error("a queue that keeps what it printed is not told from one that does not")
	}
}
