package labels

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// posted is a job whose customer barcode is wanted.
func posted(j data.LabelJob) data.LabelJob {
	j.To.Address = data.Address{Postal: "2630023", Prefecture: "千葉県", Street: "千葉市稲毛区緑町3丁目30-8", Building: "郵便ビル403号"}
	j.Post = data.PostBars{On: true, Rest: "3丁目30-8 郵便ビル403号"}
	return j
}

// readPost reads the customer barcode of a label back, with its box.
func readPost(t *testing.T, p page.Page) (text string, box page.Box) {
	t.Helper()
	var all []page.Box
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, it := range p.Items {
		if b, ok := it.(page.Box); ok && b.Line == 0 {
			all = append(all, b)
			top, bottom = min(top, b.Y), max(bottom, b.Y+b.H)
		}
	}
	if len(all) == 0 {
		return "", box
	}
	const near = 1e-6
	var s strings.Builder
	for _, b := range all {
		switch up, down := b.Y < top+near, b.Y+b.H > bottom-near; {
		case up && down:
			s.WriteByte('F')
		case up:
			s.WriteByte('A')
		case down:
			s.WriteByte('D')
		default:
			s.WriteByte('T')
		}
	}
	last := all[len(all)-1]
	return s.String(), page.Box{X: all[0].X, Y: top, W: last.X + last.W - all[0].X, H: bottom - top}
}

func TestTheCustomerBarcodeStandsAloneInTheManualsMeasures(t *testing.T) {
	pen := newPen(t)
	m := maker{rand.New(rand.NewPCG(5, 6))}
	with, without := 0, 0
	for i := range 10 {
		for _, s := range stock.All() {
			j := posted(m.job(i))
			label, reports := pen.AddressLabel(j, s)
			text, box := readPost(t, label)
			if text == "" {
				without++
				if s.Split == 0 && !tells(reports, Post) {
					t.Errorf("%s: left off without a reason", s.Code)
				}
				continue
			}
			with++
			want, err := barcode.Post("2630023", "3-30-8-403")
			if err != nil {
				t.Fatal(err)
			}
			if text != string(barsText(want)) {
				t.Errorf("%s: reads %s, want %s", s.Code, text, barsText(want))
			}
			checkPost(t, s, label)
			checkAlone(t, pen, s, label, box)
			if t.Failed() {
				t.Fatal("see above")
			}
		}
	}
	if with < 100 || without == 0 {
		t.Errorf("%d labels with the barcode and %d without: nothing was compared", with, without)
	}
}

func barsText(bars []barcode.Bar) []byte {
	out := make([]byte, len(bars))
	for i, b := range bars {
		out[i] = byte(b)
	}
	return out
}

func tells(reports []Report, f Field) bool {
	for _, r := range reports {
		if r.Field == f {
			return true
		}
	}
	return false
}

// checkPost holds bars, spaces and pitch against the tolerances of page 12, at
// the size the long bars say.
func checkPost(t *testing.T, s stock.Stock, p page.Page) {
	t.Helper()
	_, box := readPost(t, p)
	a := box.H / barcode.PostLong // of 10 points
	if a < 0.8-1e-9 || a > 1.15 {
		t.Errorf("%s: %v pt", s.Code, 10*a)
	}
	var last *page.Box
	for _, it := range p.Items {
		b, ok := it.(page.Box)
		if !ok || b.Line != 0 {
			continue
		}
		within := func(what string, mm, least, most float64) {
			if mm < least*a-1e-9 || mm > most*a+1e-9 {
				t.Errorf("%s: %s %.3f mm at %.1f pt, want %.3f to %.3f", s.Code, what, mm, 10*a, least*a, most*a)
			}
		}
		within("a bar's width", b.W, 0.50, 0.70)
		if last != nil {
			within("the pitch", b.X-last.X, 0.95, 1.30)
			within("a space", b.X-last.X-last.W, 0.45, 0.60)
		}
		last = &b
	}
}

// checkAlone: nothing else, and no edge, is nearer than 2 mm.
func checkAlone(t *testing.T, pen *Pen, s stock.Stock, p page.Page, box page.Box) {
	t.Helper()
	near := barcode.PostQuiet - 1e-6
	if box.X < near || box.Y < near || box.X+box.W > p.Width-near || box.Y+box.H > p.Height-near {
		t.Errorf("%s: the barcode is nearer than 2 mm to an edge: %+v on %v x %v", s.Code, box, p.Width, p.Height)
	}
	for _, it := range p.Items {
		var l, r, top, bottom float64
		switch it := it.(type) {
		case page.Text:
			em := it.Size * page.MMPerPt
			l, r = it.X, it.X+page.Width(pen.fonts, it.Role, it.Size, string(it.Text))
			top, bottom = it.Y-0.88*em, it.Y+0.12*em
		case page.Bars:
			l, r, top, bottom = it.X, it.X+it.Width(), it.Y, it.Y+it.Height
		case page.Rule:
			l, r, top, bottom = it.X1, it.X2, it.Y1, it.Y2
		default:
			continue
		}
		if r > box.X-near && l < box.X+box.W+near && bottom > box.Y-near && top < box.Y+box.H+near {
			t.Errorf("%s: something from %.2f to %.2f mm down is nearer than 2 mm to the barcode from %.2f to %.2f", s.Code, top, bottom, box.Y, box.Y+box.H)
		}
	}
}

func TestACustomerBarcodeIsLeftOffWithItsReason(t *testing.T) {
	pen := newPen(t)
	base := posted(maker{rand.New(rand.NewPCG(7, 8))}.job(0))
	for _, c := range []struct {
		name, stock, want string
		change            func(*data.LabelJob)
	}{
		{"it is on", "a4-12", "", func(*data.LabelJob) {}},
		{"not wanted", "a4-12", "", func(j *data.LabelJob) { j.Post = data.PostBars{} }},
		{"the desk says why", "a4-12", "post.why.town", func(j *data.LabelJob) { j.Post.Why = "post.why.town" }},
		{"no postal code", "a4-12", ReportPostCode, func(j *data.LabelJob) { j.To.Address.Postal = "" }},
		{"a label too narrow", "a4-24-28389", ReportPostNarrow, func(*data.LabelJob) {}},
		{"no room below the name", "a4-12", ReportPostRoom, func(j *data.LabelJob) { j.To.Company = strings.Repeat("長い部署の名", 20) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := base
			j.To.Name, j.To.Company = "山田 花子", ""
			c.change(&j)
			label, reports := pen.AddressLabel(j, find(t, c.stock))
			got := ""
			for _, r := range reports {
				if r.Field == Post {
					got = r.Key
				}
			}
			text, _ := readPost(t, label)
			if got != c.want || (text != "") != (c.want == "" && j.Post.On) {
				t.Errorf("report %q, bars %q; want %q", got, text, c.want)
			}
		})
	}
}
