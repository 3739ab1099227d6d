package app

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// foot is the line at the bottom: each shop's last sync, how the printer is,
// what just happened, and one progress bar with a cancel.
type foot struct {
	s       *Shell
	office  Office
	slots   footSlots
	shops   []data.Shop
	running bool
	at      data.SyncProgress
	said    fyne.CanvasObject
	alone   bool // what is said needs the whole line
	compact bool
	done    func()
	object  *fyne.Container
}

type footSlots struct{ shops, sync, printer *task.Slot }

func newFoot(s *Shell, office Office, done func()) *foot {
	f := &foot{s: s, office: office, done: done, object: widgets.Slot(),
		slots: footSlots{task.NewSlot(s.life.run), task.NewSlot(s.life.run), task.NewSlot(s.life.run)}}
	f.draw()
	return f
}

// refresh asks how the shops are.
func (f *foot) refresh() {
	task.Ask(f.slots.shops, f.office.Shops, func(all []data.Shop, err error) {
		if err == nil {
			f.shops = all
			f.draw()
		}
	})
}

// sync brings every shop up to date; one at a time.
func (f *foot) sync() { f.syncThen(nil, nil) }

// syncThen syncs and goes on to the paper with all orders that are ready, if
// it is given where to find them.
func (f *foot) syncThen(office Office, print func([]data.OrderID)) {
	if f.running {
		return
	}
	f.running, f.at, f.said, f.alone = true, data.SyncProgress{}, nil, false
	f.draw()
	session, run := f.s.life.session, f.s.life.run
	f.slots.sync.Run(func(ctx context.Context) func() {
		results, err := session.Sync(ctx, func(p data.SyncProgress) {
			run.Show(func() { f.at = p; f.draw() })
		})
		var ids []data.OrderID
		if office != nil {
			ids = ready(ctx, office)
		}
		return func() {
			f.ended(results, err)
			switch {
			case len(ids) > 0:
				print(ids)
			case office != nil && err == nil:
				f.say(widgets.Good, f.s.words.Say("foot.nothing"))
			}
		}
	})
}

// ready lists the orders to ship that have no label and need no person.
func ready(ctx context.Context, office Office) []data.OrderID {
	rows, err := office.Orders(ctx, data.OrderQuery{Tab: data.TabToShip, Sort: data.ByWanted})
	if err != nil {
		return nil // the orders room says why when it is opened
	}
	var ids []data.OrderID
	for _, r := range rows {
		if !r.Flags.Labelled && !r.Flags.Problem && !r.Flags.Held {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (f *foot) ended(results []data.SyncResult, err error) {
	f.running = false
	var sum data.PageSaved
	for _, r := range results {
		sum = sum.Add(r.Saved)
		if err == nil {
			err = r.Fault
		}
	}
	if err != nil {
		f.fault(err)
	} else {
		f.say(widgets.Good, f.s.words.Changes(sum))
	}
	f.s.happened()
	f.refresh()
	f.done()
}

// fault says what went wrong.
func (f *foot) fault(err error) { f.tell(widgets.Bad, f.s.words.Fault(err)) }

// tell says what needs the whole line.
func (f *foot) tell(tone widgets.Tone, words string) {
	f.say(tone, words)
	f.alone = true
	f.draw()
}

// cancel stops the sync; what was saved stays.
func (f *foot) cancel() {
	f.slots.sync.Cancel()
	f.running = false
	f.refresh()
	f.done()
	f.draw()
}

// say shows a line until the next one.
func (f *foot) say(tone widgets.Tone, words string) {
	f.said, f.alone = f.line(tone, words), false
	f.draw()
}

func (f *foot) line(tone widgets.Tone, words string) fyne.CanvasObject {
	ink, _ := tone.Colors()
	return widgets.Row(8, widgets.NewIcon(tone.Icon(), ink, 16), widgets.Grow(widgets.Cut(words, widgets.Type{Size: theme.Small, Color: theme.Ink})))
}

// warn says that the lock is near, and takes it back.
func (f *foot) warn(left time.Duration) {
	if left <= 0 {
		f.said, f.alone = nil, false
		f.draw()
		return
	}
	f.say(widgets.Waits, f.s.words.Say("foot.lock.soon", "n", int((left+time.Second-1)/time.Second)))
}

func (f *foot) draw() {
	said, alone := f.said, f.alone
	if f.s.life.care.damaged != nil {
		said, alone = f.line(widgets.Bad, f.s.words.Fault(f.s.life.care.damaged)), true
	}
	var parts []fyne.CanvasObject
	if !alone {
		parts = f.states()
		if !f.running && (said == nil || !f.compact) {
			parts = append(parts, f.s.printing()...)
		}
	}
	if said != nil {
		parts = append(parts, widgets.Grow(said))
	} else {
		parts = append(parts, widgets.Space())
	}
	if f.running {
		parts = append(parts, f.progress()...)
	}
	gap := float32(24)
	if f.compact {
		gap = 16
	}
	widgets.Put(f.object, widgets.Ground(theme.Rail, widgets.Col(0, widgets.Rule(),
		widgets.Grow(widgets.Pad(0, 16, 0, 16, widgets.Row(gap, parts...))))))
}

// states are one entry per shop, or one for all where there is little room.
func (f *foot) states() []fyne.CanvasObject {
	w, now := f.s.words, f.s.c.Now()
	if len(f.shops) == 0 {
		return []fyne.CanvasObject{widgets.Said(widgets.Quiet, "shop", w.Say("foot.noshop"))}
	}
	var all []fyne.CanvasObject
	oldest := now
	for _, s := range f.shops {
		tone, icon, words := widgets.Good, "check", w.Say("foot.synced", "shop", s.Name, "ago", w.Ago(s.SyncedAt, now))
		switch {
		case s.Trouble != "":
			tone, icon, words = widgets.Bad, "warn", w.Say("foot.trouble", "shop", s.Name)
		case s.SyncedAt.IsZero():
			tone, icon, words = widgets.Quiet, "shop", w.Say("foot.never", "shop", s.Name)
		}
		if s.SyncedAt.Before(oldest) {
			oldest = s.SyncedAt
		}
		all = append(all, widgets.Said(tone, icon, words))
	}
	if (f.compact || len(all) > 3) && len(all) > 1 && !oldest.IsZero() {
		return []fyne.CanvasObject{widgets.Said(widgets.Good, "check", w.Say("foot.merged", "n", len(all), "ago", w.Ago(oldest, now)))}
	}
	return all
}

// progress is words, a bar and a way to stop.
func (f *foot) progress() []fyne.CanvasObject {
	w, name := f.s.words, ""
	for _, s := range f.shops {
		if s.ID == f.at.Shop {
			name = s.Name
		}
	}
	words, share := w.Say("foot.syncing.unknown", "shop", name, "done", f.at.Done), float32(0)
	if f.at.Total > 0 {
		words = w.Say("foot.syncing", "shop", name, "done", f.at.Done, "total", f.at.Total)
		share = float32(f.at.Done) / float32(f.at.Total)
	}
	stop := widgets.NewButton(widgets.Plain, "close", w.Say("cancel"), f.cancel).Tall(28)
	return []fyne.CanvasObject{
		widgets.Text(words, widgets.Type{Size: theme.Small, Color: theme.Ink2}),
		widgets.Fixed(120, 8, widgets.Bar(share)), stop}
}
