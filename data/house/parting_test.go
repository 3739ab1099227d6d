package house_test

import (
	"context"
	"slices"
	"testing"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/office"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// parting disconnects a shop, with the passphrase.
func parting(t *testing.T, s *house.Session, id data.ShopID) {
	t.Helper()
	if err := s.Disconnect(t.Context(), proof(t, s), id); err != nil {
		t.Fatal(err)
	}
}

// endless is a storefront that gives one page and then does not answer until
// whoever asks gives up; then it gives another key.
type endless struct {
	listed
	door  shop.Door
	asked chan struct{}
}

func (s endless) List(ctx context.Context, at []byte) (shop.Page, error) {
	if at == nil {
		return shop.Page{Orders: s.listed, Next: []byte(`{"page":2}`), More: true}, nil
	}
	close(s.asked)
	<-ctx.Done()
	return shop.Page{}, s.door.Keep(ctx, []byte("another"))
}

// late is a storefront that answers once it may.
type late struct {
	listed
	may chan struct{}
}

func (s late) List(ctx context.Context, at []byte) (shop.Page, error) {
	select {
	case <-s.may:
		return s.listed.List(ctx, at)
	case <-ctx.Done():
		return shop.Page{}, shop.Fault(shop.KeyStopped, ctx.Err())
	}
}

func TestAShopIsDisconnectedInTheMiddleOfASyncAndTheOthersGoOn(t *testing.T) {
	asked, may := make(chan struct{}), make(chan struct{})
	h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
		data.Demo: func(d shop.Door) (shop.Shop, error) {
			l, err := shopOf(5)(d)
			return late{l.(listed), may}, err
		},
		data.Base: func(d shop.Door) (shop.Shop, error) {
			l, err := shopOf(2)(d)
			return endless{l.(listed), d, asked}, err
		},
	}})
	s := founded(t, h)
	defer s.Close()
	leaves, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.Base, Name: "店", Token: []byte("k")})
	if err != nil {
		t.Fatal(err)
	}
	var results []data.SyncResult
	done := make(chan error)
	go func() {
		var err error
		results, err = s.Sync(t.Context(), nil)
		done <- err
	}()
	<-asked
	parting(t, s, leaves) // comes back although the storefront would never have answered
	close(may)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if len(results) != 1 || results[0].Name != "本店" || results[0].Fault != nil || results[0].Saved.New != 5 {
		t.Errorf("the sync ended with %+v", results)
	}
	if got := count(t, s); got != 7 {
		t.Errorf("%d orders; what was saved of the shop that left stays", got)
	}
	if r := synced(t, s); len(r) != 1 || r[0].Saved.New != 0 {
		t.Errorf("the next sync: %+v", r)
	}
	gone, err := s.Office().GoneShops(t.Context())
	if err != nil || len(gone) != 1 || gone[0].ID != leaves || gone[0].Trouble != "" {
		t.Errorf("disconnected are %+v, %v", gone, err)
	}
	if got := events(t, s, data.EventShopGone); len(got) != 1 || got[0].Login != s.Login() || got[0].Args["shop"] != "店" {
		t.Errorf("recorded %+v", got)
	}
}

func TestNobodyDisconnectsAShopWithoutThePassphrase(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(1)))
	defer s.Close()
	if err := s.Disconnect(t.Context(), office.Proof{}, 1); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("got %v", err)
	}
	if err := s.Disconnect(t.Context(), proof(t, s), 9); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("a shop that is not there: %v", err)
	}
	if r := synced(t, s); len(r) != 1 || r[0].Saved.New != 1 {
		t.Errorf("it is still connected, and brought %+v", r)
	}
}

func TestAShopThatIsConnectedAgainHearsWhatWaitedAndBringsNoOrderTwice(t *testing.T) {
	c, h, owner, left := evening(t)
	s := back(t, h, owner)
	shops, err := s.Office().Shops(t.Context())
	if err != nil || len(shops) != 1 || shops[0].Untold != 3 {
		t.Fatalf("connected are %+v, %v", shops, err)
	}
	parting(t, s, shops[0].ID)
	synced(t, s)
	if err := s.Tell(t.Context()); err != nil || c.asked != 0 {
		t.Errorf("a shop that is disconnected was told %d times, %v", c.asked, err)
	}
	gone, err := s.Office().GoneShops(t.Context())
	if err != nil || len(gone) != 1 || gone[0].Untold != 3 || gone[0].ByHand || waiting(t, s).Untold != 0 {
		t.Errorf("disconnected are %+v, %v; %d wait for the next sync", gone, err, waiting(t, s).Untold)
	}
	id, err := s.Office().AddShop(t.Context(), proof(t, s), data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("t2")})
	if err != nil || id != shops[0].ID {
		t.Fatalf("connected again as shop %d, %v", id, err)
	}
	if r := synced(t, s); len(r) != 1 || r[0].Fault != nil || r[0].Saved.New != 0 || count(t, s) != 6 {
		t.Errorf("brought %+v, %d orders", r, count(t, s))
	}
	if got := c.numbers(); !slices.Equal(got, left) {
		t.Errorf("told of %v, left %v", got, left)
	}
}

func TestWhatLiesOnTheBenchOfAShopThatIsDisconnectedIsPacked(t *testing.T) {
	h, owner, packer := staffed(t, t.TempDir(), 3)
	s := back(t, h, owner)
	parting(t, s, 1)
	closed(t, s)
	_, b := packing(t, h, packer, misaki)
	if left := shippedBackwards(t, b); len(left) != 3 {
		t.Errorf("left the house: %v", left)
	}
}

// refusing is an evening whose storefront took none of the three parcels.
func refusing(t *testing.T) (*counter, *house.Session, []string, []data.ParcelID) {
	t.Helper()
	c, h, owner, left := evening(t)
	s := back(t, h, owner)
	c.answer = func(data.Dispatch) error { return shop.Fault(shop.KeyMails, nil) }
	synced(t, s)
	c.asked = 0
	var parcels []data.ParcelID
	for _, d := range stuck(t, s) {
		parcels = append(parcels, d.Parcel)
	}
	return c, s, left, parcels
}

func stuck(t *testing.T, s *house.Session) []data.Stuck {
	t.Helper()
	all, err := s.Office().Stuck(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAllThatIsStuckIsToldOfAtOnceInTheOrderItLeft(t *testing.T) {
	c, s, left, parcels := refusing(t)
	news := len(waiting(t, s).News)
	c.answer = func(d data.Dispatch) error {
		if d.Number == left[1] {
			return shop.Fault(shop.KeyRefused, nil)
		}
		return nil
	}
	var done []int
	told, err := s.TellAllAgain(t.Context(), append(parcels, 99), func(n int) { done = append(done, n) })
	if err != nil || told != 2 || !slices.Equal(done, []int{1, 2, 3}) || !slices.Equal(c.numbers(), []string{left[0], left[2]}) {
		t.Errorf("told %d of %v, progress %v, %v", told, c.numbers(), done, err)
	}
	if rest := stuck(t, s); len(rest) != 1 || rest[0].Number != left[1] || rest[0].Reason != shop.KeyRefused {
		t.Errorf("stuck %+v", rest)
	}
	if got := events(t, s, data.EventRetold); len(got) != 3 {
		t.Errorf("recorded %+v", got)
	}
	if got := len(waiting(t, s).News); got != news+1 {
		t.Errorf("%d news more: what was taken, and nothing of what was stuck before", got-news)
	}
}

func TestAStopLeavesStuckWhatWasNotTried(t *testing.T) {
	c, s, left, parcels := refusing(t)
	ctx, stop := context.WithCancel(t.Context())
	c.answer = func(data.Dispatch) error { stop(); return nil } // and it is taken all the same
	told, err := s.TellAllAgain(ctx, parcels, func(int) {})
	if told != 1 || data.KindOf(err) != data.Stopped || c.asked != 1 {
		t.Errorf("told %d, asked %d times, %v", told, c.asked, err)
	}
	var rest []string
	for _, d := range stuck(t, s) {
		rest = append(rest, d.Number+" "+d.Reason)
	}
	slices.Sort(rest)
	want := []string{left[1] + " " + shop.KeyMails, left[2] + " " + shop.KeyMails}
	if slices.Sort(want); !slices.Equal(rest, want) {
		t.Errorf("stuck %v, want %v", rest, want)
	}
}

func TestAShopThatCannotBeReachedEndsTellingOfAllAtTheFirst(t *testing.T) {
	c, s, _, parcels := refusing(t)
	c.answer = func(data.Dispatch) error { return shop.Fault(shop.KeyUnreachable, nil) }
	told, err := s.TellAllAgain(t.Context(), parcels, func(int) {})
	if told != 0 || data.KeyOf(err) != shop.KeyUnreachable || c.asked != 1 || len(stuck(t, s)) != 3 {
		t.Errorf("told %d, asked %d times, %v, %d stuck", told, c.asked, err, len(stuck(t, s)))
	}
}
