package app

import (
	"context"
	"encoding/json"
	"time"

	"nifuda/app/screen/documents"
	"nifuda/app/screen/orders"
	"nifuda/app/screen/print"
	"nifuda/app/screen/settings"
	"nifuda/app/screen/staff"
	"nifuda/app/screen/stock"
	"nifuda/app/task"
)

const (
	parking = 250 * time.Millisecond // how long a lock may wait for the draft to be written
	glance  = 250 * time.Millisecond // how often what is in progress is noted
	hurried = 100 * time.Millisecond // how long a lock may wait for what was noted to be written
)

// draft is what is in progress when the lock comes: the room and what its
// screens hold. It is kept in the ledger, encrypted like everything else.
type draft struct {
	Room     string          `json:"room"`
	Orders   orders.Draft    `json:"orders"`
	Papers   documents.Draft `json:"papers"`
	Print    print.Draft     `json:"print"`
	Staff    staff.Draft     `json:"staff"`
	Settings settings.Draft  `json:"settings"`
	Stock    stock.Draft     `json:"stock"`
}

// names are how the rooms are written down.
func (p place) name() string {
	return [...]string{"today", "orders", "documents", "shops", "staff", "safety", "settings", "print", "stock", "intake"}[p]
}

func (f *frame) draft() draft {
	return draft{f.at.name(), f.rooms.orders.Draft(), f.rooms.papers.Draft(), f.rooms.print.Draft(), f.rooms.staff.Draft(), f.rooms.settings.Draft(), f.rooms.stock.Draft()}
}

// resume takes up a draft and goes to its room.
func (f *frame) resume(d draft) {
	at := roomToday
	for p := roomToday; p <= roomIntake; p++ {
		if p.name() == d.Room {
			at = p
		}
	}
	if d.Orders.Tab != 0 {
		f.rooms.orders.Resume(d.Orders)
	}
	f.rooms.settings.Resume(d.Settings)
	f.rooms.staff.Resume(d.Staff)
	f.rooms.papers.Resume(d.Papers)
	f.rooms.stock.Resume(d.Stock)
	if at == roomPrint && len(d.Print.Orders) == 0 && d.Print.Run == 0 {
		at = roomOrders // its paper came out
	}
	f.goTo(at)
	if at == roomPrint {
		f.rooms.print.Resume(d.Print)
	}
}

// park gives what is in progress, and where it is kept.
func (f *frame) park() (draft any, keep func(context.Context, []byte) error) {
	return f.draft(), f.s.life.session.Office().Park
}

// clear wipes what is shown, and gives how what was in progress is written
// down: it is taken first, for the wipe leaves nothing of it. A lock never waits
// for the writing longer than parking, and one that fails is no reason not to
// lock.
func (s *Shell) clear() (keep func()) {
	s.latch.notes(nil) // it is taken here, and newer
	if s.shown != nil {
		s.shown.Wipe()
	}
	if s.hall == nil {
		return func() {}
	}
	draft, put := s.hall.park()
	raw, err := json.Marshal(draft)
	if err != nil {
		raw = nil // plain structs; it cannot fail
	}
	s.hall.wipe()
	return func() { task.Within(parking, func(ctx context.Context) { _ = put(ctx, raw) }) }
}

// note keeps what is in progress at hand for a lock that the window's thread
// does not come to: a display server may hold that up for as long as it likes,
// just when it has locked the screen.
func (s *Shell) note() {
	if s.hall == nil {
		return
	}
	draft, put := s.hall.park()
	raw, err := json.Marshal(draft)
	if err != nil {
		return // plain structs; it cannot fail
	}
	s.latch.notes(func() { task.Within(hurried, func(ctx context.Context) { _ = put(ctx, raw) }) })
}

// parked reads what was parked; nothing when there is none, or none that can
// be read any more.
func parked[D any](ctx context.Context, read func(context.Context) ([]byte, error)) *D {
	raw, err := read(ctx)
	if err != nil || len(raw) == 0 {
		return nil
	}
	d := new(D)
	if json.Unmarshal(raw, d) != nil {
		return nil
	}
	return d
}

// taken empties the place of a draft that is back on the screen.
func (s *Shell) taken(park func(context.Context, []byte) error) {
	s.note()
	s.life.run.Run(func(ctx context.Context) func() {
		_ = park(ctx, nil) // then it comes back once more: no harm
		return nil
	})
}
