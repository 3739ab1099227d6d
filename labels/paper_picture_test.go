package labels

import (
	"fmt"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/raster"
)

// papersToSee are the documents that are looked at by eye.
func papersToSee(pen *Pen) map[string][]page.Page {
	all := map[string][]page.Page{}
	for _, kind := range data.PaperKinds() {
		all[string(kind)], _ = pen.Paper(paperOf(kind), false)
	}
	unregistered := paperOf(data.PaperInvoice)
	unregistered.Terms.Number, unregistered.Words.Paid = "", false
	unregistered.Words.Remarks = "11月末までにお振り込みください。"
	all["invoice-unregistered"], _ = pen.Paper(unregistered, true)
	cash := paperOf(data.PaperReceipt)
	cash.Words.Card, cash.Order.Payment = false, "銀行振込"
	cash.Sum = data.PaperSum{Total: 66_000, Points: 500, Due: 65_500, Stamp: 200, Rates: []data.TaxTotal{{RateBP: 1000, Base: 60_000, Tax: 6_000, Gross: 66_000}}}
	cash.Items = cash.Items[:1]
	cash.To.Company, cash.Corrects = "株式会社 信州茶房 総務部", "R2026-000119"
	all["receipt-stamp"], _ = pen.Paper(cash, true)
	all["slip-long"], _ = pen.Paper(longPaper(data.PaperSlip), false)
	all["gift-long"], _ = pen.Paper(longPaper(data.PaperGift), false)
	all["pick"], _ = pen.PickList(batch(24))
	return all
}

// sheetsToSee are the labels, the trial page and a carrier's slip, as the
// handbook shows them.
func sheetsToSee(t *testing.T, pen *Pen) map[string][]page.Page {
	t.Helper()
	s := find(t, "a4-12")
	var jobs []data.LabelJob
	for i := range 7 {
		job := plainJob(fmt.Sprint(1000234 + i))
		job.To.Name, job.To.Address.Postal = []string{"髙橋 里奈", "小川 美咲", "山野 千尋", "株式会社 信州茶房"}[i%4], fmt.Sprintf("60480%02d", i+5)
		jobs = append(jobs, job)
	}
	sheets, err := pen.Sheets(jobs, s, 4, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]page.Page{"labels": sheets.Pages, "calibration": {pen.CalibrationPage(s)}, "carrier": {pen.SlipPicture(slipForm())}}
}

// TestPicturesOfTheDocuments draws them all, and writes them if somebody wants
// to look.
func TestPicturesOfTheDocuments(t *testing.T) {
	dir := os.Getenv("NIFUDA_PICTURES")
	pen := newPen(t)
	all := papersToSee(pen)
	maps.Copy(all, sheetsToSee(t, pen))
	for name, pages := range all {
		for i, p := range pages {
			img, err := raster.RGBA(pen.Fonts(), p, 80)
			if err != nil {
				t.Fatal(err)
			}
			if dir == "" {
				continue
			}
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("paper-%s-%d.png", name, i+1)))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}
