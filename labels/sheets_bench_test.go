package labels

import (
	"strconv"
	"testing"

	"nifuda/data"
	"nifuda/labels/pdf"
)

// BenchmarkThousandLabels is a whole run of A4 sheets, from words to PDF.
func BenchmarkThousandLabels(b *testing.B) {
	pen, s := newPen(b), find(b, "a4-12")
	jobs := make([]data.LabelJob, MaxLabels)
	for i := range jobs {
		jobs[i] = plainJob(strconv.Itoa(1000000 + i))
	}
	for b.Loop() {
		sheets, err := pen.Sheets(jobs, s, 0, data.Offset{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := pdf.Document(pen.Fonts(), sheets.Pages, pdf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
