package safety

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/data/guard/posture"
)

var errGone = &data.Fault{Kind: data.Full, Key: "fault.store.full", Err: errors.New("no space")}

// fakeDesk has a log in memory, newest first, and remembers what it was asked.
type fakeDesk struct {
	log    []data.Event
	odd    []data.Oddity
	err    error
	broken error
	asked  []data.EventQuery
}

func (f *fakeDesk) Events(_ context.Context, q data.EventQuery) ([]data.Event, error) {
	f.asked = append(f.asked, q)
	var all []data.Event
	for _, e := range f.log {
		switch {
		case q.Login != "" && e.Login != q.Login, len(q.Kinds) > 0 && !slices.Contains(q.Kinds, e.Kind), q.Before > 0 && e.Seq >= q.Before:
		case len(all) < q.Limit:
			all = append(all, e)
		}
	}
	return all, f.err
}
func (f *fakeDesk) Oddities(context.Context) ([]data.Oddity, error) { return f.odd, f.err }
func (f *fakeDesk) VerifyEvents(context.Context) error              { return f.broken }
func (f *fakeDesk) People(context.Context) ([]data.Person, error) {
	return []data.Person{{Login: "a", Name: "山野 千尋", Role: data.RoleOwner}, {Login: "b", Name: "小川 美咲", Role: data.RolePacker},
		{Login: "d", Name: "森 健太", Role: data.RolePacker, Gone: now()}}, f.err
}

// fakeComputer finds what it is told to, and keeps the pack it is given.
type fakeComputer struct {
	found  []posture.Finding
	parts  []posture.Force
	looked int
	saved  int
	err    error
	pack   Pack
}

func (f *fakeComputer) Looks() []posture.Look {
	var all []posture.Look
	for _, found := range f.found {
		all = append(all, posture.Look{Check: found.Check, See: func(context.Context) posture.Finding { f.looked++; return found }})
	}
	return all
}
func (f *fakeComputer) Parts(context.Context) []posture.Force { return f.parts }
func (f *fakeComputer) Pack() Pack                            { return f.pack }
func (f *fakeComputer) Save(context.Context) error {
	f.saved++
	return f.err
}

// says is a finding out of those there can be.
func says(check posture.Check, says string, args map[string]any) posture.Finding {
	for _, f := range posture.Sayings() {
		if f.Check == check && f.Says == says {
			f.Args = args
			return f
		}
	}
	panic("no finding " + says)
}

// sick is a laptop as they come.
func sick() *fakeComputer {
	n := func(n int) map[string]any { return map[string]any{"n": n} }
	return &fakeComputer{
		found: []posture.Finding{
			says(posture.Disk, "sealed", nil), says(posture.Swap, "plain", map[string]any{"what": "/swapfile"}), says(posture.Hibernation, "off", nil),
			says(posture.USB, "open", nil), says(posture.ScreenLock, "locks", n(5)), says(posture.Spool, "purged", nil), says(posture.Printers, "unknown", nil),
			says(posture.Backups, "fresh", n(14)), says(posture.People, "unused", map[string]any{"name": "小川 美咲", "n": 104}),
			says(posture.Versions, "current", map[string]any{"app": "0.1.0", "cipher": "4.4.2", "sqlite": "3.33.0", "least": "4.4.2"}),
		},
		parts: []posture.Force{{Part: posture.PartStorage, State: posture.Bad}, {Part: posture.PartMount, State: posture.Bad},
			{Part: posture.PartGuard, State: posture.Unknown}, {Part: posture.PartSpool, State: posture.Good}, {Part: posture.PartSleep, State: posture.Bad}},
		pack: PackOf("linux", "/home/chihiro/nifuda-hardening", map[string][]byte{"apply.sh": []byte("#!/bin/sh")}),
	}
}

// well is one that nothing is wrong with.
func well() *fakeComputer {
	f := sick()
	f.found = f.found[:1]
	for i := range f.parts {
		f.parts[i].State = posture.Good
	}
	return f
}

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

// evening is one evening's log, newest first.
func evening() *fakeDesk {
	arg := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i+1 < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	all := []data.Event{
		{Login: "b", Kind: data.EventShipped, Number: "1043", Args: arg("carrier", "japanpost", "tracking", "4012-3456-7890")},
		{Login: "b", Kind: data.EventReprint, Number: "1043", Args: arg("reason", "ラベルが曲がって貼れなかったため")},
		{Login: "b", Kind: data.EventMistake, Number: "1043", Args: arg("reason", "wrong")},
		{Login: "b", Kind: data.EventByHand, Number: "1043", Args: arg("n", "2")},
		{Login: "b", Kind: data.EventProblem, Number: "1040", Args: arg("reason", "stock", "words", "急須の黒が棚にありません")},
		{Login: "b", Kind: data.EventRefused, Args: arg("what", "phone")},
		{Login: "b", Kind: data.EventSignIn},
		{Login: "b", Kind: data.EventWrong, Args: arg("n", "4")},
		{Kind: data.EventBenchFault, Args: arg("reason", "rolledback")},
		{Login: "a", Kind: data.EventRelease, Args: arg("n", "12")},
		{Login: "a", Kind: data.EventReveal, Number: "1039", Args: arg("what", "contact")},
		{Login: "a", Kind: data.EventPersonGone, Args: arg("name", "森 健太")},
	}
	for i := range all {
		all[i].Seq, all[i].At = uint64(len(all)-i), now().Add(-time.Duration(i*7)*time.Minute)
	}
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	return &fakeDesk{log: all, odd: []data.Oddity{
		{Key: "odd.bench", Day: day, Count: 1}, {Key: "odd.wrong", Login: "b", Day: day, Count: 4},
		{Key: "odd.reprints", Login: "b", Day: day.AddDate(0, 0, -1), Count: 6}}}
}

func open(t *testing.T, desk *fakeDesk) *Model {
	t.Helper()
	m := New(desk, sick(), task.Inline(t.Context()), now, func() {})
	m.Turn(PageLog)
	m.Refresh()
	return m
}
