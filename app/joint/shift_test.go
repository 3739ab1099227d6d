package joint

import (
	"context"
	"testing"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/stock"
)

func (t *tray) Sheets(jobs []data.LabelJob, s stock.Stock, start int, o data.Offset) (labels.Sheets, error) {
	pen, err := labels.NewPen()
	if err != nil {
		return labels.Sheets{}, err
	}
	return pen.Sheets(jobs, s, start, o)
}

// desktop remembers nothing.
type desktop struct{ code string }

func (desktop) Printer() string             { return "" }
func (d desktop) Stock() string             { return d.code }
func (desktop) Start() int                  { return 0 }
func (desktop) Remember(_, _ string, _ int) {}

func TestAPackerPrintsOnTheOwnersOwnStockOnlyWhereSheChoseIt(t *testing.T) {
	own := data.Stock{ID: 7, Name: "自分の札", Roll: true, Page: data.Size{Width: 100, Height: 60}, Label: data.Size{Width: 100, Height: 60},
		Grid: data.Grid{PitchX: 100, PitchY: 60, Columns: 1, Rows: 1}}
	job := data.LabelJob{Number: "1043", To: data.Recipient{Name: "髙橋 里奈", Address: data.Address{Postal: "6048005", Prefecture: "京都府", Street: "京都市中京区茶屋町88"}}, Part: 1, Parts: 1}
	print := func(self data.PackerSelf) (*tray, error) {
		press := &tray{}
		p := &labelPress{press: press, self: self, memory: desktop{}}
		_, err := p.Print(context.Background(), data.PrinterID{Queue: "q", Device: "usb://bench"}, job, func(string) {})
		return press, err
	}
	press, err := print(data.PackerSelf{Printer: "usb://bench", Stock: "own-7", Own: &own})
	if err != nil || press.paper.Code != "own-7" || len(press.pages) != 1 || press.pages[0].Width != 100 || press.pages[0].Height != 60 {
		t.Errorf("on %s: %v", press.paper, err)
	}
	if press, err = print(data.PackerSelf{Printer: "usb://bench", Stock: "label-100x150", Own: &own}); err != nil || press.paper.Code != "label-100x150" {
		t.Errorf("a maker's was chosen: on %s, %v", press.paper, err)
	}
	broken := own
	broken.Label.Width = 900
	for name, self := range map[string]data.PackerSelf{
		"gone":              {Printer: "usb://bench", Stock: "own-7"},
		"another":           {Printer: "usb://bench", Stock: "own-8", Own: &own},
		"over its own page": {Printer: "usb://bench", Stock: "own-7", Own: &broken},
	} {
		if press, err := print(self); data.KeyOf(err) != "fault.bench.noprinter" || press.pages != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
