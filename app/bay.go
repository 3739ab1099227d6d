package app

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/screen/bench"
	"nifuda/app/screen/print"
	"nifuda/app/task"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	printing "nifuda/labels/printer"
)

// bay is the window while a bench is open: one room, her name, and the lock.
type bay struct {
	s       *Shell
	desk    bench.Desk
	self    data.PackerSelf
	view    *bench.View
	book    *book
	ring    *widgets.Countdown
	rail    *fyne.Container
	foot    *fyne.Container
	said    fyne.CanvasObject
	asking  *task.Slot
	compact bool
	object  fyne.CanvasObject
}

func newBay(s *Shell, desk bench.Desk, self data.PackerSelf) *bay {
	b := &bay{s: s, desk: desk, self: self, ring: widgets.NewCountdown(), rail: widgets.Slot(), foot: widgets.Slot(),
		asking: task.NewSlot(s.life.run)}
	press := told{s.life.shift.Press(self, remembering{s.prefs.AtBench(), s.life.run}), func(n spool) { s.life.run.Show(func() { s.left(n) }) }}
	b.view = bench.NewView(desk, press, s.c.Machine.Voice, s.life.run, s.words, s.c.Now)
	middle := widgets.Slot()
	widgets.Put(middle, b.view.Object())
	b.book = &book{w: s.words, keys: packersKeys(), middle: middle, work: b.view.Object, away: b.away}
	b.setCompact(false)
	b.drawFoot()
	b.object = widgets.Ground(theme.Paper, container.New(&frameLayout{narrow: b.setCompact}, b.rail, middle, b.foot))
	return b
}

// enter shows the room, with what was begun when the lock came.
func (b *bay) enter(left *bench.Draft) {
	b.lookAtPrinter()
	b.view.Enter()
	if left != nil {
		b.view.Resume(*left)
	}
}

func (b *bay) park() (draft any, keep func(context.Context, []byte) error) {
	return b.view.Draft(), b.desk.Park
}

func (b *bay) wipe()      { b.view.Wipe() }
func (b *bay) busy() bool { return false }

// warn draws the ring for the last seconds before the lock.
func (b *bay) warn(left time.Duration) {
	b.ring.Set(float32(left) / float32(30*time.Second))
	if left <= 0 {
		b.said = nil
	} else {
		b.said = widgets.Said(widgets.Waits, "lock", b.s.words.Say("foot.lock.soon", "n", int((left+time.Second-1)/time.Second)))
	}
	b.drawFoot()
}

func (b *bay) fault(err error) {
	b.said = widgets.Said(widgets.Bad, "warn", b.s.words.Fault(err))
	b.drawFoot()
}

func (b *bay) drawFoot() {
	parts := b.s.printing()
	if b.said != nil {
		parts = append(parts, b.said)
	}
	widgets.Put(b.foot, widgets.Ground(theme.Rail, widgets.Col(0, widgets.Rule(),
		widgets.Grow(widgets.Pad(0, 16, 0, 16, widgets.Row(24, append(parts, widgets.Space())...))))))
}

func (b *bay) lookAtPrinter() {
	device := b.self.Printer
	if device == "" {
		device = b.s.prefs.AtBench().Printer()
	}
	if device != "" {
		b.s.lookAt(b.asking, device, b.s.life.shift.Printers)
	}
}

func (b *bay) key(k fyne.KeyName) {
	switch {
	case k == fyne.KeyF1, k == fyne.KeyEscape && b.book.reading():
		b.book.turn()
	case b.book.reading():
	case k == fyne.KeyEscape:
		b.view.Back()
	case k == fyne.KeyF5:
		b.view.Refresh()
	default:
		b.view.Key(k)
	}
}

// away keeps the scan line from taking the keyboard while something is read.
func (b *bay) away(reading bool) {
	b.s.stirred()
	if reading {
		b.view.Leave()
	} else {
		b.view.Enter()
	}
	b.s.life.run.Show(func() { b.setCompact(b.compact) })
}

// work shows the bench.
func (b *bay) work() {
	if b.book.reading() {
		b.book.turn()
		return
	}
	b.view.Enter()
}

// setCompact draws the rail: words beside the icons, or under them.
func (b *bay) setCompact(on bool) {
	b.compact = on
	w := b.s.words
	parts := []fyne.CanvasObject{brand(w, on), railEntry("box", w.Say("rail.bench"), !b.book.reading(), on, b.work), widgets.Space(),
		railEntry("help", w.Say("handbook.title"), b.book.reading(), on, b.book.turn),
		railEntry("pen", w.Say("rail.phrase"), false, on, b.s.choosePhrase), railEntry("handover", w.Say("rail.handover"), false, on, b.s.handOver)}
	if !on {
		parts = append(parts, widgets.Rule(), signedIn(b.self.Name, w.Say("role.packer")))
	}
	drawRail(b.rail, on, parts, b.ring, railEntry("lock", w.Say("rail.lock"), false, on, b.s.Lock))
}

// remembering keeps where the bench printed last, on the window's thread.
type remembering struct {
	print.Memory
	run *task.Runner
}

// Remember keeps it.
func (r remembering) Remember(printer, stock string, start int) {
	r.run.Show(func() { r.Memory.Remember(printer, stock, start) })
}

// told is the press, and tells how each label left the spooler.
type told struct {
	bench.Press
	left func(spool)
}

// Print prints, and tells whether the spooler's copy is gone.
func (t told) Print(ctx context.Context, on data.PrinterID, job data.LabelJob, say func(string)) (printing.Outcome, error) {
	out, err := t.Press.Print(ctx, on, job, say)
	t.left(spoolOf(out.Purged))
	return out, err
}
