package bench

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store/storetest"
)

const canary = "髙橋カナリア様"

func now() time.Time { return time.Date(2026, 11, 22, 20, 14, 0, 0, time.Local) }

func place(t *testing.T) Place {
	key := bytes.Repeat([]byte{3}, 48)
	return Place{Path: filepath.Join(t.TempDir(), "bench.db"), Vault: "V", Key: func() []byte { return key }}
}

func opened(t *testing.T, p Place) *File {
	t.Helper()
	f, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// begun is a bench with one packer and one parcel.
func begun(t *testing.T) (Place, *File) {
	t.Helper()
	p := place(t)
	if err := Create(t.Context(), p, audit.Begin([audit.Size]byte{9, 8, 7})); err != nil {
		t.Fatal(err)
	}
	f := opened(t, p)
	if err := f.SetPackers(t.Context(), []Packer{{Login: "M", Name: "美咲"}}); err != nil {
		t.Fatal(err)
	}
	parcel := Parcel{Release: data.Release{Digest: []byte("d"), BenchParcel: data.BenchParcel{ID: 7, Number: "A-07", Part: 1, Parts: 1,
		To: data.Recipient{Name: canary}, Items: []data.PackItem{{SKU: "S", Name: "煎茶", Quantity: 1}}}}}
	if err := f.Put(t.Context(), []Parcel{parcel}, now()); err != nil {
		t.Fatal(err)
	}
	return p, f
}

// plain is every page of the file and its log.
func plain(t *testing.T, p Place) []byte { return storetest.Plain(t, p.Path, p.Key()) }

func TestAKeyOfTheChainIsGoneOnceItWasUsed(t *testing.T) {
	p, f := begun(t)
	var keys [][audit.Size]byte
	for n := range 20 {
		before, err := f.Chain(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, before.Key)
		err = f.Act(t.Context(), "M", now(), func(a *Act) error {
			return a.Record(t.Context(), data.Event{Kind: data.EventStart, Number: fmt.Sprint(n)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	last, err := f.Chain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bytesOf := plain(t, p)
	if !bytes.Contains(bytesOf, last.Key[:]) {
		t.Fatal("the present key is not found: the scan would miss an old one")
	}
	for n, key := range keys {
		if bytes.Contains(bytesOf, key[:]) {
			t.Errorf("the key of entry %d is still in the file", n+1)
		}
	}
}

func TestAParcelThatWasTakenLeavesNoByteBehind(t *testing.T) {
	p, f := begun(t)
	if err := f.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(plain(t, p), []byte(canary)) {
		t.Fatal("the parcel is not found: the scan would miss it afterwards")
	}
	if err := f.Take(t.Context(), []data.ParcelID{7}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(plain(t, p), []byte(canary)) {
		t.Error("the name is still in the file")
	}
}

func TestWhatBelongsToAPackerGoesWithHer(t *testing.T) {
	_, f := begun(t)
	ctx := t.Context()
	if err := f.SetPhones(ctx, map[data.ParcelID]map[string][]byte{7: {"M": []byte("sealed")}}); err != nil {
		t.Fatal(err)
	}
	if err := f.Park(ctx, "M", []byte("draft")); err != nil {
		t.Fatal(err)
	}
	if err := f.SetPackers(ctx, []Packer{{Login: "N", Name: "夏"}}); err != nil {
		t.Fatal(err)
	}
	if draft, err := f.Parked(ctx, "M"); err != nil || draft != nil {
		t.Errorf("her draft: %q, %v", draft, err)
	}
	err := f.Act(ctx, "M", now(), func(*Act) error { return nil })
	if data.KeyOf(err) != "fault.bench.packer" {
		t.Errorf("she still acts: %v", err)
	}
	err = f.Act(ctx, "N", now(), func(a *Act) error {
		_, err := a.Phone(ctx, 7)
		return err
	})
	if data.KindOf(err) != data.NotFound {
		t.Errorf("another packer has her phone number: %v", err)
	}
}

func TestAGestureThatFailsLeavesNothing(t *testing.T) {
	_, f := begun(t)
	stop := errors.New("stop")
	err := f.Act(t.Context(), "M", now(), func(a *Act) error {
		p, err := a.Parcel(t.Context(), 7)
		if err != nil {
			return err
		}
		p.State = data.BenchShipped
		if err := a.Save(t.Context(), p); err != nil {
			return err
		}
		if err := a.Record(t.Context(), data.Event{Kind: data.EventShipped}); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	lying, err := f.Lying(t.Context())
	if err != nil || lying[7] != data.BenchWaiting {
		t.Errorf("%+v, %v", lying, err)
	}
	if trail, err := f.Trail(t.Context(), 0, 9); err != nil || len(trail) != 0 {
		t.Errorf("%d entries, %v", len(trail), err)
	}
}
