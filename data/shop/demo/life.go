package demo

import (
	"math/rand/v2"
	"time"

	"nifuda/data"
)

// order is one purchase, and all that will ever happen to it.
type order struct {
	id        int
	buyer     contact
	items     []item
	shipments []shipment
	bill      bill
	life      life
	note      string // what the buyer wrote
	payment   int    // way of payment
}

// life is when what happens; zero for never.
type life struct{ placed, paid, sent, cancelled time.Time }

// at is how far the order has come by the time: its flags, and when the last of
// them changed.
func (l life) at(now time.Time) (paid, sent, cancelled bool, changed time.Time) {
	changed = l.placed
	for _, step := range []struct {
		when time.Time
		flag *bool
	}{{l.paid, &paid}, {l.sent, &sent}, {l.cancelled, &cancelled}} {
		if !step.when.IsZero() && !step.when.After(now) {
			*step.flag = true
			if step.when.After(changed) {
				changed = step.when
			}
		}
	}
	return paid, sent, cancelled, changed
}

// Ways of payment, as /v1/payments numbers them.
const (
	byCard     = 801
	byTransfer = 802
	byCOD      = 803
)

// contact is a person at an address.
type contact struct {
	data.Contact
	prefID int
	way    int // what sending there costs, yen
}

type item struct {
	goods
	count    int
	shipment int // index into the order's shipments
}

type shipment struct {
	to           contact
	carrier      int
	day, slot    string
	noshi, wraps string
	noshiFee     int
	wrapFee      int
}

// perDay is how many orders a day the shop gets.
const perDay = 15

// firstID is the number of the newest order when the shop opens.
const firstID = 241_500_000

// make builds the order with the given place in the row: 0 is the newest when
// the shop opened, 1 the one before, -1 the first that comes after.
func (s *Server) make(place int) order {
	r := rand.New(rand.NewPCG(s.cfg.Seed, uint64(int64(place)+1<<32)))
	gap := 24 * time.Hour / perDay
	placed := s.opened.Add(-time.Duration(place)*gap - time.Duration(1+r.Int64N(int64(gap)-2))).Truncate(time.Second)
	o := order{id: firstID - place, life: life{placed: placed}}
	planted := place >= 0 && place < len(s.cfg.Plant)
	if planted {
		o.buyer = settle(s.cfg.Plant[place])
	} else {
		o.buyer = anybody(r)
	}
	o.payment = [...]int{byCard, byCard, byCard, byTransfer, byTransfer, byCOD}[r.IntN(6)]
	fill(r, &o, planted)
	o.live(r)
	if planted {
		o.life.paid, o.life.sent, o.life.cancelled = placed, time.Time{}, time.Time{}
	}
	if place == len(s.cfg.Plant)+2 { // one order that nobody could deliver
		o.shipments[0].to.Address.Street, o.shipments[0].to.Address.Postal = "", ""
		o.life.sent, o.life.cancelled = time.Time{}, time.Time{}
	}
	o.bill = o.sum(r)
	return o
}

// live decides what becomes of the order and when.
func (o *order) live(r *rand.Rand) {
	hours := func(from, to int) time.Duration {
		return time.Duration(from)*time.Hour + time.Duration(r.Int64N(int64(to-from)*int64(time.Hour))).Truncate(time.Second)
	}
	ready := o.life.placed
	switch o.payment {
	case byCard:
		o.life.paid = o.life.placed
	case byTransfer:
		o.life.paid = o.life.placed.Add(hours(3, 96))
		ready = o.life.paid
	}
	if r.IntN(25) == 0 {
		o.life.cancelled = o.life.placed.Add(hours(1, 200))
		if o.payment == byTransfer {
			o.life.paid = time.Time{} // they never paid
		}
		return
	}
	o.life.sent = ready.Add(hours(12, 72))
	if o.payment == byCOD {
		o.life.paid = o.life.sent.Add(hours(24, 72))
	}
}

// fill puts goods, ship-tos and wishes into the order.
func fill(r *rand.Rand, o *order, planted bool) {
	to := []contact{o.buyer}
	if !planted && r.IntN(12) == 0 { // gifts to several people
		to = nil
		for range 2 + r.IntN(2) {
			one := anybody(r)
			one.Company, one.Email = "", ""
			to = append(to, one)
		}
	}
	for i, c := range to {
		o.shipments = append(o.shipments, wishes(r, o, c, len(to) > 1))
		for range 1 + r.IntN(3) {
			o.items = append(o.items, item{goods: shelf[r.IntN(len(shelf))], count: 1 + r.IntN(9)/6, shipment: i})
		}
	}
	if r.IntN(5) == 0 {
		o.note = remarks[r.IntN(len(remarks))]
	}
}

func wishes(r *rand.Rand, o *order, to contact, gift bool) shipment {
	s := shipment{to: to, carrier: [...]int{901, 901, 902}[r.IntN(3)]}
	if r.IntN(3) == 0 {
		s.day = o.life.placed.In(jst).AddDate(0, 0, 4+r.IntN(8)).Format(time.DateOnly)
	}
	if r.IntN(2) == 0 {
		s.slot = slots[r.IntN(len(slots))]
	}
	if gift || r.IntN(10) == 0 {
		s.noshi, s.noshiFee = noshi[r.IntN(len(noshi))], 110
	}
	if gift && r.IntN(2) == 0 {
		s.wraps, s.wrapFee = "包装紙 青海波", 220
	}
	return s
}
