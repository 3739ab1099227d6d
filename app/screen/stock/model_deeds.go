package stock

import (
	"context"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/page"
	sheets "nifuda/labels/stock"
)

// deeds is what both pages of the room do with what is typed: keep it, and print
// a test page of it.
type deeds struct {
	press    Press
	act, try *task.Slot
	bad      error // why it could not be kept
	trial    Trial
	tried    error  // why the test page did not come out
	refresh  func() // asks the desk again
	changed  func()
}

func newDeeds(press Press, run *task.Runner, refresh, changed func()) deeds {
	return deeds{press: press, act: task.NewSlot(run), try: task.NewSlot(run), refresh: refresh, changed: changed}
}

// Trial is where the test page stands, and why it did not come out.
func (d *deeds) Trial() (Trial, error) { return d.trial, d.tried }

// anew forgets what was said of something that has changed since.
func (d *deeds) anew() { d.bad, d.trial, d.tried = nil, TrialNone, nil }

// do does one thing and asks again.
func (d *deeds) do(thing func(context.Context) error, done func()) {
	d.act.Run(func(ctx context.Context) func() {
		err := thing(ctx)
		return func() {
			if d.bad = err; err == nil {
				done()
				d.refresh()
				return
			}
			d.changed()
		}
	})
}

// print prints a page on the printer that was used last, drawn with its offset.
func (d *deeds) print(draw func(data.Offset) page.Page, paper sheets.Stock) {
	d.trial, d.tried = TrialPrinting, nil
	d.changed()
	d.try.Run(func(ctx context.Context) func() {
		err := d.press.Try(ctx, draw, paper)
		return func() {
			if d.trial, d.tried = TrialDone, err; err != nil {
				d.trial = TrialFailed
			}
			d.changed()
		}
	})
}
