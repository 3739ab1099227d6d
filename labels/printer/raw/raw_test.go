package raw_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/printer/raw"
	"nifuda/labels/printer/raw/rawtest"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// manners are a shop's label printers.
func manners() []data.Manner {
	return []data.Manner{
		{Speaks: data.ZPL, DPI: 203, Darkness: 8}, {Speaks: data.ZPL, DPI: 300},
		{Speaks: data.TSPL, DPI: 203, Darkness: 8}, {Speaks: data.TSPL, DPI: 300},
		{Speaks: data.Brother, DPI: 300},
	}
}

func nameOf(m data.Manner) string {
	return fmt.Sprintf("%s %d dpi", []string{"pages", "ZPL", "TSPL", "Brother"}[m.Speaks], m.DPI)
}

// roll is the paper that a printer is tried with.
func roll(m data.Manner) stock.Stock {
	w, h := 100.0, 150.0
	if m.Speaks == data.Brother {
		w, h = 62, 100
	}
	return stock.OfRoll("roll", w, h)
}

// shelf draws labels for a printer.
type shelf struct {
	t     *testing.T
	pen   *labels.Pen
	m     data.Manner
	pages []page.Page
}

func labelled(t *testing.T, m data.Manner, names ...string) shelf {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	var jobs []data.LabelJob
	for i, name := range names {
		jobs = append(jobs, data.LabelJob{Number: fmt.Sprint(1000 + i),
			To:   data.Recipient{Name: name, Address: data.Address{Postal: "1000001", Prefecture: "東京都", Street: "千代田区千代田1-1"}},
			From: data.Sender{Name: "山の湯呑み店", Address: data.Address{Postal: "3900811", Prefecture: "長野県", Street: "松本市中央1-1"}}})
	}
	sheets, err := pen.Sheets(jobs, roll(m), 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	return shelf{t, pen, m, sheets.Pages}
}

func (s shelf) bits(i int) *raster.Bits {
	b, err := raw.Draw(s.pen.Fonts(), s.pages[i], s.m)
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

func (s shelf) job(p *rawtest.Printer) raw.Job {
	return raw.Job{Address: p.Address(), Manner: s.m, Pages: len(s.pages), Draw: func(i int) (*raster.Bits, raw.Paper, error) {
		b, err := raw.Draw(s.pen.Fonts(), s.pages[i], s.m)
		return b, raw.Paper{Width: s.pages[i].Width, Height: s.pages[i].Height}, err
	}}
}

// came reports whether a label on paper is page i, dot by dot. A QL's head is
// wider than its paper, and does not reach its edges.
func (s shelf) came(on *raster.Bits, i int) bool {
	want := s.bits(i)
	switch s.m.Speaks {
	case data.TSPL: // whole bytes
		return want.Equal(on.Part(0, 0, want.Width, want.Height)) && on.Width-want.Width < 8
	case data.Brother:
		const dots, lines, right = 696, 1109, 12
		want = want.Part((want.Width-dots)/2, (want.Height-lines)/2, dots, lines)
		paper := on.Part(on.Width-right-dots, 0, dots, on.Height)
		whole := raster.NewBits(on.Width, on.Height)
		for y := range paper.Height {
			for x := range paper.Width {
				if paper.Ink(x, y) {
					whole.Set(on.Width-right-dots+x, y)
				}
			}
		}
		return want.Equal(paper) && whole.Equal(on) // and nothing beside the paper
	}
	return want.Equal(on)
}

func client() *raw.Client {
	return raw.New(raw.Config{Silence: 500 * time.Millisecond, Patience: 2 * time.Second,
		Wait: func(ctx context.Context, _ time.Duration) error { return pause(ctx, 2*time.Millisecond) }})
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func TestEveryLabelOnPaperIsThePreviewDotByDotWhateverThePrinterSpeaks(t *testing.T) {
	for _, m := range manners() {
		t.Run(nameOf(m), func(t *testing.T) {
			s, p := labelled(t, m, "山田 花子", "佐々木 健", "高橋 さくら"), rawtest.New(t, m.Speaks)
			var heard []printer.Progress
			got, err := client().Print(t.Context(), s.job(p), func(at printer.Progress) { heard = append(heard, at) })
			if err != nil || got.Pages != 3 || got.Unsure != 0 || !got.Purged {
				t.Fatalf("got %+v, %v", got, err)
			}
			on := p.Labels()
			if len(on) != 3 {
				t.Fatalf("%d labels came out, want 3", len(on))
			}
			for i := range on {
				if !s.came(on[i], i) {
					t.Errorf("label %d is not the preview", i+1)
				}
			}
			if s.came(on[0], 1) {
				t.Error("two labels are taken for the same: nothing was compared")
			}
			if want := map[data.Speech]int{data.ZPL: 16, data.TSPL: 8}[m.Speaks]; m.Darkness > 0 && !slices.Contains(p.Density(), want) {
				t.Errorf("the darkness that was set is %v, want %d", p.Density(), want)
			}
			if m.Darkness == 0 && len(p.Density()) > 0 {
				t.Error("a darkness was set that nobody asked for")
			}
			if last := heard[len(heard)-1]; last.Pages != 3 {
				t.Errorf("heard last %+v, want 3 pages", last)
			}
		})
	}
}

func TestWordsInAnOrderAreDotsOnPaperAndNeverACommand(t *testing.T) {
	hostile := []string{"^XA^PQ99^XZ", "~JA~HS", "^FS^XZ~DG", "\r\nPRINT 9,9\r\n", "\x1b!R", "\x1biS", "A\nB", "\x00\x1a\x0c", "^~CT~~CD,~CC^~", "SELFTEST", "^GFA,1,1,1,FF"}
	for _, m := range manners() {
		t.Run(nameOf(m), func(t *testing.T) {
			plain := labelled(t, m, "山田")
			for _, words := range hostile {
				s, p := labelled(t, m, words), rawtest.New(t, m.Speaks)
				if _, err := client().Print(t.Context(), s.job(p), nil); err != nil {
					t.Fatalf("%q: %v", words, err)
				}
				if on := p.Labels(); len(on) != 1 || !s.came(on[0], 0) {
					t.Errorf("%q: %d labels", words, len(on))
				}
				if a, b := skeleton(t, plain), skeleton(t, s); !bytes.Equal(a, b) {
					t.Errorf("%q changed a command:\n%q\n%q", words, a, b)
				}
			}
		})
	}
}

// skeleton is a page in the printer's language without its dots.
func skeleton(t *testing.T, s shelf) []byte {
	t.Helper()
	bits := s.bits(0)
	sheet, err := raw.Sheet(s.m, raw.Paper{Width: s.pages[0].Width, Height: s.pages[0].Height}, bits)
	if err != nil {
		t.Fatal(err)
	}
	switch s.m.Speaks {
	case data.TSPL:
		at := bytes.Index(sheet, []byte("BITMAP"))
		at += bytes.Index(sheet[at:], []byte(",0,")) + len(",0,")
		at += bytes.Index(sheet[at:], []byte(",0,")) + len(",0,")
		return append(slices.Clone(sheet[:at]), sheet[at+len(bits.Pix):]...)
	case data.Brother:
		at := bytes.Index(sheet, []byte("M\x00g")) + 2
		return append(slices.Clone(sheet[:at]), sheet[at+93*1109:]...)
	}
	var out []string
	for _, field := range strings.Split(string(sheet), "^FS") {
		parts := strings.SplitN(field, ",", 9) // the ninth is the dots
		head := strings.SplitAfterN(field, "^GFA,", 2)
		if len(head) == 2 {
			numbers := strings.SplitN(head[1], ",", 4)
			out = append(out, head[0], strings.Join(numbers[:3], ","))
			continue
		}
		out = append(out, parts...)
	}
	return []byte(strings.Join(out, "|"))
}

func TestATroubleIsSaidWhileItLastsAndEveryLabelComesOutOnce(t *testing.T) {
	for _, m := range manners() {
		for _, c := range []struct {
			name       string
			begin, end func(*rawtest.Printer)
			key        string
		}{
			{"no paper after the second", func(p *rawtest.Printer) { p.Paper(2) }, func(p *rawtest.Printer) { p.Paper(-1) }, printer.Empty},
			{"no paper at all", func(p *rawtest.Printer) { p.Paper(0) }, func(p *rawtest.Printer) { p.Paper(-1) }, printer.Empty},
			{"an open head", func(p *rawtest.Printer) { p.Open(true) }, func(p *rawtest.Printer) { p.Open(false) }, printer.HeadOpen},
			{"no ribbon", func(p *rawtest.Printer) { p.Ribbon(true) }, func(p *rawtest.Printer) { p.Ribbon(false) }, printer.Ribbon},
			{"its pause button", func(p *rawtest.Printer) { p.Pause(true) }, func(p *rawtest.Printer) { p.Pause(false) }, printer.Paused},
			{"a jam", func(p *rawtest.Printer) { p.JamAfter(3) }, func(p *rawtest.Printer) { p.JamAfter(-1) }, printer.Attention},
		} {
			if m.Speaks == data.Brother && (c.key == printer.Ribbon || c.key == printer.Paused) {
				continue // these have neither
			}
			if m.Speaks == data.ZPL && c.key == printer.Attention {
				c.key = printer.Paused // it pauses
			}
			t.Run(nameOf(m)+" "+c.name, func(t *testing.T) {
				s, p := labelled(t, m, "一", "二", "三", "四", "五"), rawtest.New(t, m.Speaks)
				c.begin(p)
				said := false
				got, err := client().Print(t.Context(), s.job(p), func(at printer.Progress) {
					if at.Waiting == c.key {
						said = true
						c.end(p) // somebody goes there
					}
				})
				if err != nil || got.Pages != 5 || !said {
					t.Errorf("got %+v, %v, said %v", got, err, said)
				}
				on := p.Labels()
				if len(on) != 5 {
					t.Fatalf("%d labels, want 5", len(on))
				}
				for i := range on {
					if !s.came(on[i], i) {
						t.Errorf("label %d is another", i+1)
					}
				}
			})
		}
	}
}

func TestAPrinterThatNeverAnswersIsNeverBelievedToHavePrinted(t *testing.T) {
	for _, m := range manners() {
		t.Run(nameOf(m), func(t *testing.T) {
			s, p := labelled(t, m, "一", "二"), rawtest.New(t, m.Speaks)
			p.Silent(true)
			got, err := client().Print(t.Context(), s.job(p), nil)
			if data.KeyOf(err) != printer.Unsure || got.Pages != 0 || got.Unsure != 2 || !got.Sent || !got.Mute {
				t.Errorf("got %+v, %v", got, err)
			}
			again, began := s.job(p), time.Now()
			again.Mute = true
			if got, err = client().Print(t.Context(), again, nil); data.KeyOf(err) != printer.Unsure || got.Unsure != 2 || !got.Mute {
				t.Errorf("known to be mute: got %+v, %v", got, err)
			}
			if took := time.Since(began); took > 400*time.Millisecond {
				t.Errorf("known to be mute, it was waited for %v", took)
			}
			if err := client().Ask(t.Context(), p.Address(), m.Speaks); data.KeyOf(err) != printer.Unsure {
				t.Errorf("asked how it is: %v", err)
			}
		})
	}
}

func TestAConnectionThatBreaksTellsWhichPagesAreSureAndWhichAreNot(t *testing.T) {
	for _, m := range manners() {
		for _, c := range []struct {
			name           string
			cut            func(*rawtest.Printer)
			pages, printed int
		}{
			{"in the middle of the third", func(p *rawtest.Printer) { p.CutAfter(2) }, 2, 2},
			{"after the third came out", func(p *rawtest.Printer) { p.HangUpAfter(3) }, 2, 3},
		} {
			t.Run(nameOf(m)+" "+c.name, func(t *testing.T) {
				s, p := labelled(t, m, "一", "二", "三", "四"), rawtest.New(t, m.Speaks)
				c.cut(p)
				got, err := client().Print(t.Context(), s.job(p), nil)
				if err == nil || got.Pages != c.pages || len(p.Labels()) != c.printed {
					t.Fatalf("got %+v, %v and %d labels", got, err, len(p.Labels()))
				}
				if sure := got.Pages + got.Unsure; sure < c.printed {
					t.Errorf("%d came out, and %d are accounted for", c.printed, sure)
				}
				if data.KeyOf(err) != printer.Unsure {
					t.Errorf("got %v", err)
				}
			})
		}
	}
}

func TestAPageThatWasCutOffIsDoubtfulAndTheNextIsWhole(t *testing.T) {
	for _, m := range manners() {
		t.Run(nameOf(m), func(t *testing.T) {
			s, p, c := labelled(t, m, "一", "二"), rawtest.New(t, m.Speaks), client()
			p.CutAfter(0)
			got, err := c.Print(t.Context(), s.job(p), nil)
			if data.KeyOf(err) != printer.Unsure || !got.Sent || got.Pages != 0 || got.Unsure != 1 {
				t.Errorf("cut off: got %+v, %v", got, err)
			}
			if got, err = c.Print(t.Context(), s.job(p), nil); err != nil || got.Pages != 2 || got.Unsure != 0 {
				t.Errorf("after that: got %+v, %v", got, err)
			}
			on := p.Labels()
			if len(on) != 2 {
				t.Fatalf("%d labels came out, want 2", len(on))
			}
			for i := range on {
				if !s.came(on[i], i) {
					t.Errorf("label %d is not whole", i+1)
				}
			}
		})
	}
}

func TestAPrinterThatIsOffGetsNothing(t *testing.T) {
	s, p := labelled(t, manners()[0], "一"), rawtest.New(t, data.ZPL)
	p.Off()
	got, err := client().Print(t.Context(), s.job(p), nil)
	if data.KeyOf(err) != printer.Gone || got.Sent || got.Unsure != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := p.On(); err != nil {
		t.Fatal(err)
	}
	if got, err := client().Print(t.Context(), s.job(p), nil); err != nil || got.Pages != 1 {
		t.Errorf("switched on: got %+v, %v", got, err)
	}
}

func TestAnswersWithoutEndOrSenseAreAFaultAndTakeNoTime(t *testing.T) {
	for _, m := range manners() {
		for name, answer := range map[string][]byte{
			"without end": bytes.Repeat([]byte{0x02, 'A'}, 1<<20), "no frame": bytes.Repeat([]byte("x"), 1<<20),
			"half": []byte("\x02030,0"), "nothing in it": []byte("\x02\x03\x02\x03\x02\x03"), "numbers": []byte("\x02030,0,0,1,-5,0,0,0,0,0,0,0\x03\x02a,b,c,d,e,f,g,h,i\x03\x02\x03"),
			"another make": []byte("HTTP/1.1 400 Bad Request\r\n\r\n                                       "),
		} {
			if m.Speaks == data.TSPL {
				continue // any byte is an answer
			}
			t.Run(nameOf(m)+" "+name, func(t *testing.T) {
				s, p := labelled(t, m, "一"), rawtest.New(t, m.Speaks)
				p.Answer(answer)
				began := time.Now()
				got, err := client().Print(t.Context(), s.job(p), nil)
				if f, ok := errors.AsType[*data.Fault](err); !ok || f.Kind == data.Internal && f.Key != printer.Strange || got.Pages != 0 {
					t.Errorf("got %+v, %v", got, err)
				}
				if took := time.Since(began); took > 3*time.Second {
					t.Errorf("took %v", took)
				}
			})
		}
	}
}

func TestACancelLeavesNoLabelInThePrinter(t *testing.T) {
	for _, m := range manners() {
		if m.Speaks == data.Brother {
			continue // see drop: it forgets with the next connection
		}
		t.Run(nameOf(m), func(t *testing.T) {
			s, p := labelled(t, m, "一", "二", "三"), rawtest.New(t, m.Speaks)
			p.Paper(1)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			got, err := client().Print(ctx, s.job(p), func(at printer.Progress) {
				if at.Waiting == printer.Empty {
					cancel()
				}
			})
			if data.KeyOf(err) != printer.Halted || got.Pages+got.Unsure != 1 { // the first, which came out with the last paper
				t.Errorf("got %+v, %v", got, err)
			}
			p.Off() // has read all
			_ = p.On()
			if p.Paper(-1); len(p.Labels()) != 1 {
				t.Errorf("%d labels came out, want 1", len(p.Labels()))
			}
		})
	}
}

func TestALockLetsThePageUnderWayComeOutWhole(t *testing.T) {
	for _, m := range manners() {
		t.Run(nameOf(m), func(t *testing.T) {
			s, p := labelled(t, m, "一", "二", "三"), rawtest.New(t, m.Speaks)
			ctx, lock := context.WithCancelCause(t.Context())
			got, err := client().Print(ctx, s.job(p), func(at printer.Progress) {
				if at.Pages == 1 {
					lock(printer.ErrLeave)
				}
			})
			if data.KeyOf(err) != printer.Halted || got.Pages+got.Unsure < len(p.Labels()) || len(p.Labels()) < 1 || len(p.Labels()) > 2 {
				t.Errorf("got %+v, %v and %d labels", got, err, len(p.Labels()))
			}
		})
	}
}
