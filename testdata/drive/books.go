package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/house"
)

// judge opens the house as the owner, with the application shut, and compares
// the books and the paper with what was played.
func (s *shift) judge(ctx context.Context) error {
	h := s.house(house.Adapters{})
	logins, err := h.Logins()
	if err != nil {
		return err
	}
	in, err := h.Open(ctx, logins[0].ID, []byte(phrase))
	if err != nil {
		return fmt.Errorf("open the house: %w", err)
	}
	err = s.books(ctx, in.Owner)
	return errors.Join(err, in.Owner.Close(), s.paper())
}

// books checks the chain, and in it each parcel once and in its order.
func (s *shift) books(ctx context.Context, session *house.Session) error {
	if err := session.Office().VerifyEvents(ctx); err != nil {
		return fmt.Errorf("the chain: %w", err)
	}
	all, err := log(ctx, session)
	if err != nil {
		return err
	}
	kinds := []data.EventKind{data.EventPacked, data.EventLabel, data.EventShipped}
	var got, want []string
	count := map[data.EventKind]int{}
	for _, e := range all {
		count[e.Kind]++
		packs := slices.ContainsFunc(s.hands, func(h hand) bool { return h.login == e.Login })
		if packs && e.Kind == data.EventSignIn || slices.Contains(kinds, e.Kind) {
			got = append(got, entry(e.Kind, e.Login, e.Number, e.Args["tracking"]))
		}
	}
	for _, t := range s.played {
		want = append(want, entry(data.EventSignIn, t.by.login, "", ""), entry(data.EventPacked, t.by.login, t.of.number, ""), entry(data.EventLabel, t.by.login, t.of.number, ""),
			entry(data.EventShipped, t.by.login, t.of.number, t.of.tracking))
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("the chain has\n%s\nplayed was\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	s.done.packed, s.done.logged = count[data.EventPacked], count[data.EventShipped]
	for kind, want := range map[data.EventKind]int{data.EventMistake: 2, data.EventProblem: 1, data.EventConsent: 2,
		data.EventReprint: 0, data.EventPrintFault: 0, data.EventOverride: 0, data.EventRefused: 0, data.EventWrong: 0, data.EventBenchFault: 0} {
		if count[kind] != want {
			return fmt.Errorf("%d times %s in the chain, want %d", count[kind], kind, want)
		}
	}
	return nil
}

func entry(kind data.EventKind, login, number, tracking string) string {
	return strings.Join([]string{string(kind), login, number, tracking}, " ")
}

// log reads the whole chain, the oldest first.
func log(ctx context.Context, session *house.Session) (all []data.Event, err error) {
	for before := uint64(0); ; {
		some, err := session.Office().Events(ctx, data.EventQuery{Before: before, Limit: 500})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < 500 {
			slices.Reverse(all)
			return all, nil
		}
		before = some[len(some)-1].Seq
	}
}

// paper reads the barcodes of everything that came out of the printer: each
// parcel's number once, on a page of its own, in the order played.
func (s *shift) paper() error {
	folder := s.bed["NIFUDA_TAGS"]
	found, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var got, want []string
	for _, f := range found { // named by the moment they came out
		err := pages(filepath.Join(folder, f.Name()), func(images []string) error {
			for _, img := range images {
				got = append(got, barcode(img))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, t := range s.played {
		want = append(want, t.of.number)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("on paper are %q, packed were %q", got, want)
	}
	s.done.printed = len(got)
	return nil
}
