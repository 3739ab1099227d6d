package print

import (
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// ill are what is found about the first labels.
func ill() []data.Finding {
	return []data.Finding{
		{Parcel: 1, Key: "doctor.number", Field: data.ShipStreet},
		{Parcel: 2, Key: "doctor.postal.city", Field: data.ShipPostal, Args: map[string]any{"place": "東京都港区六本木"},
			Fix: []data.ShipChange{{Field: data.ShipPostal, Value: "1040061"}}},
		{Parcel: 3, Key: "doctor.characters", Field: data.ShipName, Args: map[string]any{"text": "𠮷"},
			Fix: []data.ShipChange{{Field: data.ShipName, Value: "吉田 真由"}}},
	}
}

func TestAProposalIsTakenWithOneKeyAndCanBeTakenBack(t *testing.T) {
	desk := desk(fakeDesk{jobs: jobs(4), findings: ill()})
	m := open(t, desk, newPress(t), &fakeMemory{})
	if len(m.Findings()) != 3 {
		t.Fatalf("found %+v", m.Findings())
	}
	was := desk.jobs[1].To
	m.TakeFirst()
	if got := m.Job(2).To.Address.Postal; got != "1040061" || len(m.Findings()) != 2 || len(m.Mended()) != 1 {
		t.Fatalf("%s, %d findings, %d mended", got, len(m.Findings()), len(m.Mended()))
	}
	m.TakeFirst()
	if got := m.Job(3).To.Name; got != "吉田 真由" {
		t.Errorf("the second key: %s", got)
	}
	m.TakeBack()
	m.TakeBack()
	m.TakeBack()
	if desk.jobs[1].To != was || m.Job(2).To != was || len(m.Mended()) != 0 {
		t.Errorf("taken back: %+v", m.Job(2).To)
	}
	m.TakeFirst() // nothing is proposed any more by this desk
	m.Open([]data.OrderID{1})
	if len(m.Mended()) != 0 {
		t.Error("it can be taken back after the room was left")
	}
}

func TestWhatGoesToOnePersonIsPutIntoOneBoxWithOneKey(t *testing.T) {
	desk := desk(fakeDesk{jobs: jobs(4), findings: twins()})
	m := open(t, desk, newPress(t), &fakeMemory{})
	first, second := m.Job(2).Number, m.Job(4).Number
	m.TakeFirst()
	if got := len(m.sheet.jobs); got != 3 || m.Job(2).Number != data.BoxNumber(first, second) || m.Job(4).Parcel != 0 {
		t.Fatalf("%d labels, %q", got, m.Job(2).Number)
	}
	if got := m.Mended(); len(got) != 1 || !got[0].Box() || got[0].Number != data.BoxNumber(first, second) {
		t.Errorf("told: %+v", got)
	}
	m.TakeBack()
	if len(m.sheet.jobs) != 4 || len(m.Mended()) != 0 {
		t.Errorf("taken back: %d labels, %+v", len(m.sheet.jobs), m.Mended())
	}
	desk.mendErr = &data.Fault{Kind: data.Busy, Key: "fault.box.run"}
	desk.findings = twins()
	m.Open([]data.OrderID{1})
	m.TakeFirst()
	if data.KeyOf(m.MendErr()) != "fault.box.run" || len(m.Mended()) != 0 {
		t.Errorf("%v, %+v", m.MendErr(), m.Mended())
	}
}

// twins go to one person.
func twins() []data.Finding {
	return []data.Finding{{Parcel: 2, Key: "doctor.together", Field: data.ShipStreet, Args: map[string]any{"numbers": "1043"}, Join: []data.ParcelID{2, 4}}}
}

func TestABoxLooksAsItShould(t *testing.T) {
	v, w := show(t, desk(fakeDesk{jobs: jobs(4), findings: twins()}), stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "print-box")
	v.Key(fyne.KeyF4)
	stage.Picture(t, w, "print-box-joined")
	stage.Golden(t, w, "print-box")
}

func TestAFindingNeverStandsInTheWay(t *testing.T) {
	m := open(t, desk(fakeDesk{jobs: jobs(4), findings: ill()}), newPress(t), &fakeMemory{})
	if ok, why := m.CanPrint(); !ok {
		t.Errorf("it cannot be printed: %s", why)
	}
	m.Skip(1)
	if len(m.Findings()) != 2 {
		t.Errorf("a label that was left out: %+v", m.Findings())
	}
}

func TestADeskThatCannotMendIsTold(t *testing.T) {
	desk := desk(fakeDesk{jobs: jobs(4), findings: ill()})
	m := open(t, desk, newPress(t), &fakeMemory{})
	desk.mendErr = &data.Fault{Kind: data.Denied, Key: "fault.doctor.left"}
	m.TakeFirst()
	if data.KeyOf(m.MendErr()) != "fault.doctor.left" || len(m.Mended()) != 0 || m.State() != Ready {
		t.Errorf("%v, %d mended, %v", m.MendErr(), len(m.Mended()), m.State())
	}
}

func TestTheAddressesLookAsTheyShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"print-doctor", stage.Room, stage.Light, text.Japanese},
		{"print-doctor-small-en", stage.RoomSmall, stage.Dark, text.English},
	} {
		v, w := show(t, desk(fakeDesk{jobs: jobs(4), findings: ill()}), c.size, c.variant, c.lang)
		stage.Picture(t, w, c.name)
		v.Key(fyne.KeyF4)
		stage.Picture(t, w, c.name+"-mended")
		if c.lang == text.Japanese {
			stage.Golden(t, w, "print-doctor")
		}
	}
}
