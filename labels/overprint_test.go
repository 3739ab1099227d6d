package labels

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
)

// slipForm is a carrier's slip of a hand's size, as an owner measured it.
func slipForm() data.SlipForm {
	return data.SlipForm{Name: "元払い 10枚綴り", Page: data.Size{Width: 240, Height: 114}, Fields: []data.SlipField{
		{Part: data.SlipPostal, X: 20, Y: 12, Width: 35, Lines: 1, Size: 12, Pitch: 5},
		{Part: data.SlipAddress, X: 12, Y: 20, Width: 70, Lines: 3, Size: 10},
		{Part: data.SlipName, X: 12, Y: 36, Width: 70, Lines: 1, Size: 16},
		{Part: data.SlipPhone, X: 60, Y: 12, Width: 40, Lines: 1, Size: 10},
		{Part: data.SlipFromAddress, X: 12, Y: 52, Width: 70, Lines: 2, Size: 8},
		{Part: data.SlipFromName, X: 12, Y: 62, Width: 70, Lines: 1, Size: 10},
		{Part: data.SlipDate, X: 100, Y: 40, Width: 25, Lines: 1, Size: 10},
		{Part: data.SlipSlot, X: 100, Y: 46, Width: 25, Lines: 1, Size: 10},
		{Part: data.SlipGoods, X: 100, Y: 60, Width: 60, Lines: 2, Size: 9},
		{Part: data.SlipNumber, X: 100, Y: 80, Width: 40, Lines: 1, Size: 8},
		{Part: data.SlipCount, X: 150, Y: 80, Width: 10, Lines: 1, Size: 8},
		{Part: data.SlipText, X: 170, Y: 40, Width: 6, Lines: 1, Size: 14, Text: "✓"},
	}}
}

func slipJob(number string) data.SlipJob {
	j := data.SlipJob{LabelJob: plainJob(number), Phone: "090-0000-0143", Goods: "煎茶 朝霧"}
	j.Wanted = data.Wanted{Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Slot: "14-16"}
	return j
}

// at is the text that begins within a tenth of a millimetre of a place.
func at(p page.Page, x, y float64) string {
	for _, it := range p.Items {
		if t, ok := it.(page.Text); ok && abs(t.X-x) < 0.1 && t.Y > y && t.Y < y+t.Size*page.MMPerPt*1.1 {
			return string(t.Text)
		}
	}
	return ""
}

func TestWordsStandInTheFramesOfASlip(t *testing.T) {
	pen := newPen(t)
	got, err := pen.Overprint(slipForm(), []data.SlipJob{slipJob("1000234")}, data.Offset{Right: 1, Down: -0.5})
	if err != nil || len(got.Pages) != 1 || len(got.Reports) != 0 {
		t.Fatalf("%d pages, %+v, %v", len(got.Pages), got.Reports, err)
	}
	p := got.Pages[0]
	checkInside(t, pen, p)
	for want, place := range map[string][2]float64{
		"京都府京都市中京区茶屋町88": {12, 20}, "髙橋 里奈 様": {12, 36}, "090-0000-0143": {60, 12}, "11月24日": {100, 40}, "14-16時": {100, 46},
		"煎茶 朝霧": {100, 60}, "1000234": {100, 80}, "山の湯呑み店": {12, 62}, "✓": {170, 40},
	} {
		if text := at(p, place[0]+1, place[1]-0.5); text != want {
			t.Errorf("at %v: got %q, want %q", place, text, want)
		}
	}
	var digits []string
	for _, it := range p.Items {
		if txt, ok := it.(page.Text); ok && len(txt.Text) == 1 && txt.Y < 18 {
			digits = append(digits, string(txt.Text))
			box := 21 + 5*float64(len(digits)-1)
			if wide := page.Width(pen.Fonts(), page.Regular, 12, string(txt.Text)); abs(txt.X+wide/2-box-2.5) > 0.01 {
				t.Errorf("digit %d stands at %.2f, its box begins at %.1f", len(digits), txt.X, box)
			}
		}
	}
	if strings.Join(digits, "") != "6040000" {
		t.Errorf("the boxes hold %q", digits)
	}
}

func TestWhatDoesNotFitASlipIsReportedAndNotLost(t *testing.T) {
	pen, m := newPen(t), maker{rand.New(rand.NewPCG(5, 6))}
	form := slipForm()
	form.Fields = []data.SlipField{
		{Part: data.SlipStreet, X: 5, Y: 5, Width: 60, Lines: 2, Size: 10}, {Part: data.SlipBuilding, X: 5, Y: 20, Width: 60, Lines: 1, Size: 10},
		{Part: data.SlipCompany, X: 5, Y: 30, Width: 60, Lines: 1, Size: 10}, {Part: data.SlipName, X: 5, Y: 40, Width: 60, Lines: 1, Size: 14},
		{Part: data.SlipNumber, X: 5, Y: 60, Width: 40, Lines: 1, Size: 8}, {Part: data.SlipPostal, X: 5, Y: 70, Width: 40, Lines: 1, Size: 8},
		{Part: data.SlipDate, X: 5, Y: 80, Width: 60, Lines: 1, Size: 8}, {Part: data.SlipSlot, X: 5, Y: 90, Width: 60, Lines: 1, Size: 8},
	}
	cut := 0
	for i := range 300 {
		j := m.job(i)
		j.Wanted = data.Wanted{}
		got, err := pen.Overprint(form, []data.SlipJob{{LabelJob: j}}, data.Offset{})
		if err != nil {
			t.Fatal(err)
		}
		checkInside(t, pen, got.Pages[0])
		p := got.Pages[0]
		p.Add(page.Text{Text: []byte("〒")}) // the frame on the slip has it
		cut += checkWhole(t, j, p, got.Reports)
	}
	if cut == 0 {
		t.Error("nothing was ever too long: nothing was tried")
	}
}

func TestASlipThatCannotBeIsRefused(t *testing.T) {
	pen := newPen(t)
	for key, change := range map[string]func(*data.SlipForm){
		"fault.slip.name":    func(f *data.SlipForm) { f.Name = " " },
		"fault.slip.page":    func(f *data.SlipForm) { f.Page.Width = 0 },
		"fault.slip.fields":  func(f *data.SlipForm) { f.Fields = nil },
		"fault.slip.part":    func(f *data.SlipForm) { f.Fields[0].Part = "x" },
		"fault.slip.place":   func(f *data.SlipForm) { f.Fields[1].X = 235 },
		"fault.slip.size":    func(f *data.SlipForm) { f.Fields[2].Size = 200 },
		"fault.slip.words":   func(f *data.SlipForm) { f.Fields[11].Text = "" },
		"fault.label.offset": func(f *data.SlipForm) { f.Offset.Down = 30 },
	} {
		f := slipForm()
		change(&f)
		if _, err := pen.Overprint(f, []data.SlipJob{slipJob("1")}, data.Offset{}); data.KeyOf(err) != key || data.KindOf(err) != data.Invalid {
			t.Errorf("got %v, want %s", err, key)
		}
	}
	trial := pen.SlipTrial(slipForm(), data.Offset{})
	frames := 0
	for _, it := range trial.Items {
		if _, ok := it.(page.Box); ok {
			frames++
		}
	}
	if frames != len(slipForm().Fields) {
		t.Errorf("the trial frames %d of %d fields", frames, len(slipForm().Fields))
	}
}
