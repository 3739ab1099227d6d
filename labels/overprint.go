package labels

import (
	"fmt"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
)

// slipField begins the name of a field of a form in a report.
const slipField = "slip.part."

// Overprint draws the words of jobs for a carrier's pre-numbered slips, a page
// each, moved by the printer's offset and the form's own. The reports say what
// does not fit or has no glyph. It fails as SlipForm.Check does, and as Sheets
// does for their number and the offset.
func (p *Pen) Overprint(f data.SlipForm, jobs []data.SlipJob, o data.Offset) (Sheets, error) {
	if err := f.Check(); err != nil {
		return Sheets{}, err
	}
	if err := checkRun(len(jobs), o); err != nil {
		return Sheets{}, err
	}
	if err := checkRun(len(jobs), f.Offset); err != nil {
		return Sheets{}, err
	}
	out := Sheets{Pages: make([]page.Page, len(jobs)), Places: make([]Place, len(jobs))}
	for i, j := range jobs {
		w := &writer{fonts: p.fonts}
		sheet := page.Page{Width: f.Page.Width, Height: f.Page.Height}
		for _, field := range f.Fields {
			w.slip(&sheet, field, j)
		}
		out.Pages[i], out.Places[i] = sheet.Moved(o.Right+f.Offset.Right, o.Down+f.Offset.Down), Place{Page: i}
		for _, r := range w.reports {
			r.Job = i
			out.Reports = append(out.Reports, r)
		}
	}
	return out, nil
}

// SlipTrial is a page to lay over a slip: sample words in their fields, a frame
// around each, and rulers.
func (p *Pen) SlipTrial(f data.SlipForm, o data.Offset) page.Page {
	out := page.Page{Width: f.Page.Width, Height: f.Page.Height}
	w := &writer{fonts: p.fonts}
	for _, field := range f.Fields {
		w.slip(&out, field, SlipSample())
		out.Add(page.Box{X: field.X, Y: field.Y, W: field.Width, H: slipHeight(field), Line: 0.1})
	}
	p.rulers(&out)
	return out.Moved(o.Right+f.Offset.Right, o.Down+f.Offset.Down)
}

// SlipSample is an order of nobody, to try forms with.
func SlipSample() data.SlipJob {
	return data.SlipJob{Phone: "090-0000-0000", Goods: "見本の品", LabelJob: data.LabelJob{
		Number: "SAMPLE-0001", Part: 1, Parts: 2, Wanted: data.Wanted{Date: time.Date(2000, 12, 24, 0, 0, 0, 0, time.UTC), Slot: "14-16"},
		To: data.Recipient{Name: "見本 花子", Company: "見本株式会社", Address: data.Address{
			Postal: "1234567", Prefecture: "見本県", Street: "見本市見本町1-2-3", Building: "見本ビル 405号室"}},
		From: data.Sender{Name: "見本の店", Phone: "00-0000-0000", Address: data.Address{Postal: "7654321", Prefecture: "見本県", Street: "見本市店町4-5-6"}},
	}}
}

// slipHeight is what the lines of a field take at their full size, in mm.
func slipHeight(f data.SlipField) float64 {
	return float64(f.Lines) * f.Size * page.MMPerPt * lineHeight
}

// slip draws one field.
func (w *writer) slip(out *page.Page, f data.SlipField, j data.SlipJob) {
	role := page.Regular
	if f.Part == data.SlipName {
		role = page.Bold
	}
	name := Field(slipField + string(f.Part))
	text := w.clean(name, role, slipWords(f, j))
	switch {
	case text == "":
	case f.Pitch > 0:
		w.boxes(out, f, name, role, text)
	default:
		w.lines(out, f, name, role, text)
	}
}

// lines sets a text in its lines, smaller where it must, and reports what is
// cut.
func (w *writer) lines(out *page.Page, f data.SlipField, name Field, role page.Role, text string) {
	least := min(leastPt, f.Size)
	size := f.Size
	lines := page.Break(w.fonts, role, size, f.Width, text)
	for len(lines) > f.Lines && size > least {
		size = max(size*0.95, least)
		lines = page.Break(w.fonts, role, size, f.Width, text)
	}
	if len(lines) > f.Lines {
		w.report(name, ReportCut, strings.Join(lines[f.Lines:], ""))
		lines = lines[:f.Lines]
	}
	if size < smallPt && size < f.Size {
		w.report(name, ReportSmall, "")
	}
	em := size * page.MMPerPt
	for i, t := range lines {
		out.Add(page.Text{Role: role, Size: size, X: f.X, Y: f.Y + em*ascent + float64(i)*f.Size*page.MMPerPt*lineHeight, Text: []byte(t)})
	}
}

// boxes sets each character in the middle of its printed box.
func (w *writer) boxes(out *page.Page, f data.SlipField, name Field, role page.Role, text string) {
	const slack = 1e-6
	runes := []rune(text)
	for i, r := range runes {
		if float64(i+1)*f.Pitch > f.Width+slack {
			w.report(name, ReportCut, string(runes[i:]))
			return
		}
		x := f.X + float64(i)*f.Pitch + (f.Pitch-page.Width(w.fonts, role, f.Size, string(r)))/2
		out.Add(page.Text{Role: role, Size: f.Size, X: x, Y: f.Y + f.Size*page.MMPerPt*ascent, Text: []byte(string(r))})
	}
}

// slipWords is what a field says of a job.
func slipWords(f data.SlipField, j data.SlipJob) string {
	to, from := j.To.Address, j.From.Address
	code := func(a data.Address) string {
		if f.Pitch > 0 {
			return a.Postal
		}
		return strings.TrimPrefix(postal(a), "〒")
	}
	switch f.Part {
	case data.SlipPostal:
		return code(to)
	case data.SlipAddress:
		return strings.Join(addressLines(to), "　")
	case data.SlipStreet:
		return to.Prefecture + to.Street
	case data.SlipBuilding:
		return to.Building
	case data.SlipCompany, data.SlipName:
		company, name := addressed(j.To.Company, j.To.Name)
		if f.Part == data.SlipName {
			return name
		}
		return company
	case data.SlipPhone:
		return j.Phone
	case data.SlipFromPostal:
		return code(from)
	case data.SlipFromAddress:
		return strings.Join(addressLines(from), "　")
	case data.SlipFromName:
		return j.From.Name
	case data.SlipFromPhone:
		return j.From.Phone
	}
	return slipNotes(f, j)
}

// slipNotes is what a field says besides the two addresses.
func slipNotes(f data.SlipField, j data.SlipJob) string {
	switch f.Part {
	case data.SlipDate:
		if d := j.Wanted.Date; !d.IsZero() {
			return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
		}
	case data.SlipSlot:
		if isHours(j.Wanted.Slot) {
			return j.Wanted.Slot + "時"
		}
		return j.Wanted.Slot
	case data.SlipGoods:
		return j.Goods
	case data.SlipNumber:
		return j.Number
	case data.SlipCount:
		if j.Parts > 1 {
			return fmt.Sprintf("%d/%d", j.Part, j.Parts)
		}
	case data.SlipText:
		return f.Text
	}
	return ""
}
