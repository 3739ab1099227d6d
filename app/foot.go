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
	set     data.Settings
	running bool
	tried   time.Time // when the last sync began
	at      map[data.ShopID]data.SyncProgress
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
	f.tried = s.c.Now()
	s.life.run.Every(time.Minute, f.due)
	f.draw()
	return f
}

// refresh asks how the shops are.
func (f *foot) refresh() {
	task.Ask(f.slots.shops, func(ctx context.Context) ([]data.Shop, error) {
		set, err := f.office.Settings(ctx)
		if err == nil {
			f.s.life.run.Show(func() { f.set = set })
		}
		return f.office.Shops(ctx)
	}, func(all []data.Shop, err error) {
		if err == nil {
			f.shops = all
			f.draw()
		}
	})
}

// due syncs by itself when it is time. It says nothing that nobody asked for:
// what is new, yes, and what went wrong stands beside its shop.
func (f *foot) due() {
	every, ok := f.set.Syncs()
	if !ok || f.running || len(f.shops) == 0 || f.s.c.Now().Sub(f.tried) < every {
		return
	}
	f.begin()
	f.slots.sync.Run(func(ctx context.Context) func() {
		results, err := f.bring(ctx)
		return func() { f.over(results, err, true) }
	})
}

// sync brings every shop up to date; one at a time.
func (f *foot) sync() { f.syncThen(nil, nil) }

func (f *foot) begin() {
	f.running, f.at, f.tried = true, map[data.ShopID]data.SyncProgress{}, f.s.c.Now()
	f.draw()
}

func (f *foot) bring(ctx context.Context) ([]data.SyncResult, error) {
	run := f.s.life.run
	return f.s.life.session.Sync(ctx, func(p data.SyncProgress) {
		run.Show(func() { f.at[p.Shop] = p; f.draw() })
	})
}

// syncThen syncs and goes on to the paper with all orders that are ready, if
// it is given where to find them.
func (f *foot) syncThen(office Office, print func([]data.OrderID)) {
	if f.running {
		return
	}
	f.said, f.alone = nil, false
	f.begin()
	f.slots.sync.Run(func(ctx context.Context) func() {
		results, err := f.bring(ctx)
		var ids []data.OrderID
		if office != nil {
			ids = ready(ctx, office)
		}
		return func() {
			f.over(results, err, false)
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

// over says how a sync ended; a quiet one only what it brought.
func (f *foot) over(results []data.SyncResult, err error, quiet bool) {
	f.running = false
	var sum data.PageSaved
	for _, r := range results {
		sum = sum.Add(r.Saved)
		if err == nil {
			err = r.Fault
		}
	}
	switch {
	case quiet && sum.New+sum.Changed == 0:
	case err != nil && !quiet:
		f.fault(err)
	default:
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
		case f.running && f.at[s.ID].Done > 0:
			tone, icon, words = widgets.Quiet, "sync", f.far(s.Name, f.at[s.ID])
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

// far is how far a sync has come.
func (f *foot) far(shop string, p data.SyncProgress) string {
	if p.Total > 0 {
		return f.s.words.Say("foot.syncing", "shop", shop, "done", p.Done, "total", p.Total)
	}
	return f.s.words.Say("foot.syncing.unknown", "shop", shop, "done", p.Done)
}

// progress is words, a bar and a way to stop: for one shop its own, for several
// all together.
func (f *foot) progress() []fyne.CanvasObject {
	w, name := f.s.words, ""
	var sum data.SyncProgress
	for _, s := range f.shops {
		if p, ok := f.at[s.ID]; ok {
			name = s.Name
			sum.Done, sum.Total = sum.Done+p.Done, sum.Total+p.Total
		}
	}
	if len(f.at) > 1 {
		name = w.Say("foot.all")
	}
	share := float32(0)
	if sum.Total > 0 {
		share = min(1, float32(sum.Done)/float32(sum.Total))
	}
	stop := widgets.NewButton(widgets.Plain, "close", w.Say("cancel"), f.cancel).Tall(28)
	return []fyne.CanvasObject{
		widgets.Text(f.far(name, sum), widgets.Type{Size: theme.Small, Color: theme.Ink2}),
		widgets.Fixed(120, 8, widgets.Bar(share)), stop}
}
