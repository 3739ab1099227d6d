package labels

import (
	"bytes"
	"fmt"
	"math"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
)

func TestLabelsGoToTheCellsTheOwnerChose(t *testing.T) {
	pen, s := newPen(t), find(t, "a4-12")
	jobs := make([]data.LabelJob, 12)
	for i := range jobs {
		jobs[i] = plainJob(fmt.Sprint(1000 + i))
	}
	jobs[10].To.Name = "森\U0001F9F8"
	got, err := pen.Sheets(jobs, s, 3, data.Offset{Right: 0.5, Down: -0.25})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Pages) != 2 {
		t.Fatalf("got %d pages, want 2", len(got.Pages))
	}
	for i, want := range map[int]Place{0: {0, 3}, 8: {0, 11}, 9: {1, 0}, 11: {1, 2}} {
		if got.Places[i] != want {
			t.Errorf("job %d: got %+v, want %+v", i, got.Places[i], want)
		}
	}
	first := got.Pages[0].Items[0].(page.Text)
	c := s.Cell(3)
	if first.X != c.X+smallForm().pad+0.5 || first.Y < c.Y-0.25+smallForm().pad || first.Y > c.Y+10 {
		t.Errorf("the postal code stands at %.2f,%.2f, the cell at %.2f,%.2f", first.X, first.Y, c.X, c.Y)
	}
	if len(got.Reports) != 1 || got.Reports[0].Job != 10 {
		t.Errorf("got %+v, want one report on job 10", got.Reports)
	}
}

func TestSheetsThatCannotBe(t *testing.T) {
	pen, s := newPen(t), find(t, "a4-12")
	one := []data.LabelJob{plainJob("1")}
	cases := []struct {
		name  string
		jobs  []data.LabelJob
		start int
		off   data.Offset
		key   string
	}{
		{"nothing to print", nil, 0, data.Offset{}, "fault.label.none"},
		{"more than a run takes", make([]data.LabelJob, MaxLabels+1), 0, data.Offset{}, "fault.label.toomany"},
		{"a label that the sheet does not have", one, 12, data.Offset{}, "fault.label.start"},
		{"an offset that is no offset", one, 0, data.Offset{Right: math.NaN()}, "fault.label.offset"},
		{"an offset off the paper", one, 0, data.Offset{Down: 21}, "fault.label.offset"},
	}
	for _, c := range cases {
		if _, err := pen.Sheets(c.jobs, s, c.start, c.off); data.KeyOf(err) != c.key || data.KindOf(err) != data.Invalid {
			t.Errorf("%s: got %v, want %s", c.name, err, c.key)
		}
	}
}

func TestTheCalibrationPageFramesEveryLabel(t *testing.T) {
	pen, s := newPen(t), find(t, "a4-12")
	p := pen.CalibrationPage(s)
	frames := map[page.Box]bool{}
	for _, it := range p.Items {
		if b, ok := it.(page.Box); ok {
			frames[b] = true
		}
	}
	for i := range s.PerPage() {
		c := s.Cell(i)
		if !frames[page.Box{X: c.X, Y: c.Y, W: c.Width, H: c.Height, Line: 0.2}] {
			t.Errorf("label %d has no frame", i+1)
		}
	}
}

func TestTheRecoverySheetCanBeWiped(t *testing.T) {
	pen := newPen(t)
	groups := [][]byte{[]byte("K7Q2M"), []byte("9XWPA")}
	p, err := pen.RecoverySheet("山の湯呑み店", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), groups, []byte("K7Q2M9XWPA"))
	if err != nil {
		t.Fatal(err)
	}
	checkInside(t, pen, p)
	var kept [][]byte
	for _, it := range p.Items {
		if txt, ok := it.(page.Text); ok && (bytes.Equal(txt.Text, groups[0]) || bytes.Equal(txt.Text, groups[1])) {
			kept = append(kept, txt.Text)
		}
	}
	if len(kept) != 2 {
		t.Fatalf("the sheet shows %d of 2 groups", len(kept))
	}
	p.Wipe()
	for _, k := range kept {
		if !bytes.Equal(k, make([]byte, len(k))) {
			t.Errorf("%q is left after the wipe", k)
		}
	}
	if string(groups[0]) != "K7Q2M" {
		t.Error("the caller's own group was wiped with the page")
	}
}

func TestTheRecoverySheetSpeaksLikeTheScreens(t *testing.T) {
	pen := newPen(t)
	p, err := pen.RecoverySheet("山の湯呑み店", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), [][]byte{[]byte("K7Q2")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, it := range p.Items {
		if txt, ok := it.(page.Text); ok {
			all = append(all, txt.Text...)
		}
	}
	for words, want := range map[string]bool{"回復シート": true, "合言葉": true, "復旧": false, "パスフレーズ": false} {
		if got := bytes.Contains(all, []byte(words)); got != want {
			t.Errorf("%s on the sheet: got %v, want %v", words, got, want)
		}
	}
}
