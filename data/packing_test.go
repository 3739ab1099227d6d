package data

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhatAScannerTypesBecomesACode(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"plain", "4901234567894", "4901234567894"},
		{"an Enter at the end goes", "4901234567894\r\n", "4901234567894"},
		{"a Tab at the end goes", "4901234567894\t", "4901234567894"},
		{"full-width digits, the input method was on", "４９０１２３４", "4901234"},
		{"full-width letters keep their case", "ＳＫＵ－ａｂ", "SKU-ab"},
		{"the hyphen key through the input method", "４０５５ー４８４２", "4055-4842"},
		{"a long vowel in a word stays", "クッキー", "クッキー"},
		{"space around it goes, within it stays", " 　A 1　\n", "A 1"},
		{"control and invisible characters go", "\x02A\x1d1\u200b\ufeff\x03", "A1"},
		{"nothing", "", ""},
		{"Enter alone is nothing", "\r\n", ""},
		{"128 characters are a code", strings.Repeat("9", 128), strings.Repeat("9", 128)},
		{"129 are none", strings.Repeat("9", 129), ""},
		{"bytes that are no text go", "A\xff1", "A1"},
	} {
		if got := TidyScan(c.raw); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAScannerThatFiresTwiceIsHeardOnce(t *testing.T) {
	start := time.Date(2026, 11, 22, 20, 14, 0, 0, time.UTC)
	type scan struct {
		code  string
		after time.Duration // since the scan before
		want  bool
	}
	for _, c := range []struct {
		name  string
		scans []scan
	}{
		{"the first is never a repeat", []scan{{"A", 0, false}}},
		{"within 100 ms", []scan{{"A", 0, false}, {"A", 100 * time.Millisecond, true}}},
		{"three times in a row", []scan{{"A", 0, false}, {"A", 80 * time.Millisecond, true}, {"A", 80 * time.Millisecond, true}}},
		{"two pieces, one after the other", []scan{{"A", 0, false}, {"A", 101 * time.Millisecond, false}}},
		{"another code", []scan{{"A", 0, false}, {"B", 20 * time.Millisecond, false}, {"A", 20 * time.Millisecond, false}}},
		{"a clock set back", []scan{{"A", 0, false}, {"A", -time.Millisecond, false}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Repeat
			at := start
			for i, s := range c.scans {
				at = at.Add(s.after)
				if got := r.Fired(s.code, at); got != s.want {
					t.Errorf("scan %d: got %v, want %v", i+1, got, s.want)
				}
			}
		})
	}
}

// tea is two bags of one SKU with a barcode, cup one piece known by its SKU
// alone, teaSet one set of a pot and two cups.
func tea() PackItem {
	return PackItem{SKU: "TEA-100", Codes: []string{"4901234567894"}, Quantity: 2, MustScan: true}
}
func cup() PackItem { return PackItem{SKU: "CUP", Quantity: 1} }
func teaSet(n int) PackItem {
	return PackItem{SKU: "SET", Codes: []string{"4900000000016"}, Quantity: n, Set: []PackSet{
		{Name: "pot", Codes: []string{"POT"}, Quantity: 1},
		{Name: "cup", Codes: []string{"SETCUP", "4900000000023"}, Quantity: 2},
	}}
}

func TestScansFillTheBox(t *testing.T) {
	type step struct {
		code string
		want ScanResult
		item int
	}
	for _, c := range []struct {
		name   string
		items  []PackItem
		steps  []step
		packed []int
	}{
		{"a wrong item changes nothing", []PackItem{tea(), cup()},
			[]step{{"POT", ScanWrong, -1}}, []int{0, 0}},
		{"one too many says which item", []PackItem{cup(), tea()},
			[]step{{"CUP", ScanTicked, 0}, {"CUP", ScanTooMany, 0}}, []int{1, 0}},
		{"two units of one SKU take two scans", []PackItem{tea()},
			[]step{{"4901234567894", ScanTicked, 0}, {"4901234567894", ScanComplete, 0}, {"4901234567894", ScanTooMany, 0}}, []int{2}},
		{"barcode and SKU are the same goods", []PackItem{tea()},
			[]step{{"TEA-100", ScanTicked, 0}, {"4901234567894", ScanComplete, 0}}, []int{2}},
		{"the same SKU on two lines fills one, then the other", []PackItem{cup(), cup()},
			[]step{{"CUP", ScanTicked, 0}, {"CUP", ScanComplete, 1}, {"CUP", ScanTooMany, 0}}, []int{1, 1}},
		{"case does not matter", []PackItem{cup(), tea()},
			[]step{{"cup", ScanTicked, 0}, {"tea-100", ScanTicked, 1}}, []int{1, 1}},
		{"a set is whole when its parts are there", []PackItem{teaSet(1)},
			[]step{{"SETCUP", ScanPart, 0}, {"POT", ScanPart, 0}, {"4900000000023", ScanComplete, 0}}, []int{1}},
		{"a part too many for the set at hand", []PackItem{teaSet(2)},
			[]step{{"POT", ScanPart, 0}, {"POT", ScanTooMany, 0}}, []int{0}},
		{"two sets are put together one after the other", []PackItem{teaSet(2)},
			[]step{{"POT", ScanPart, 0}, {"SETCUP", ScanPart, 0}, {"SETCUP", ScanTicked, 0},
				{"POT", ScanPart, 0}, {"SETCUP", ScanPart, 0}, {"SETCUP", ScanComplete, 0}, {"POT", ScanTooMany, 0}}, []int{2}},
		{"a set with a code of its own is one scan", []PackItem{teaSet(2)},
			[]step{{"SET", ScanTicked, 0}, {"4900000000016", ScanComplete, 0}}, []int{2}},
		{"but not while one is half put together", []PackItem{teaSet(2)},
			[]step{{"POT", ScanPart, 0}, {"SET", ScanTooMany, 0}}, []int{0}},
		{"a part that is sold by itself too fills the first that has room", []PackItem{teaSet(1), {SKU: "POT", Quantity: 1}},
			[]step{{"POT", ScanPart, 0}, {"POT", ScanTicked, 1}, {"POT", ScanTooMany, 0}}, []int{0, 1}},
		{"an item without barcode and SKU matches no scan", []PackItem{{Name: "card", Quantity: 1}},
			[]step{{"", ScanUnreadable, -1}, {"card", ScanWrong, -1}}, []int{0}},
		{"Enter and Tab suffixes", []PackItem{tea()},
			[]step{{"4901234567894\r\n", ScanTicked, 0}, {"4901234567894\t", ScanComplete, 0}}, []int{2}},
		{"full-width digits", []PackItem{tea()},
			[]step{{"４９０１２３４５６７８９４", ScanTicked, 0}}, []int{1}},
		{"full width in the shop's own list", []PackItem{{SKU: "ＣＵＰ", Quantity: 1}},
			[]step{{"CUP", ScanComplete, 0}}, []int{1}},
		{"Enter alone is unreadable", []PackItem{tea()},
			[]step{{"\r", ScanUnreadable, -1}}, []int{0}},
		{"an empty parcel wants nothing", nil, []step{{"CUP", ScanWrong, -1}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, s := range c.steps {
				if got, item := Pack(c.items, s.code); got != s.want || item != s.item {
					t.Errorf("scan %d of %q: got %d of item %d, want %d of item %d", i+1, s.code, got, item, s.want, s.item)
				}
			}
			for i, want := range c.packed {
				if got := c.items[i].Packed; got != want {
					t.Errorf("item %d: got %d in the box, want %d", i, got, want)
				}
			}
		})
	}
}

func TestADoubleFireCountsOnePiece(t *testing.T) {
	items := []PackItem{tea()}
	var r Repeat
	at := time.Date(2026, 11, 22, 20, 14, 0, 0, time.UTC)
	for _, after := range []time.Duration{0, 40 * time.Millisecond, time.Second} {
		at = at.Add(after)
		if code := TidyScan("4901234567894\r"); !r.Fired(code, at) {
			Pack(items, code)
		}
	}
	if got, all := Pieces(items); got != 2 || all != 2 {
		t.Errorf("got %d of %d pieces, want 2 of 2", got, all)
	}
}

func TestWhatHasNoCodeIsCountedByHand(t *testing.T) {
	items := []PackItem{tea(), cup(), {Name: "card", Quantity: 2}}
	if _, err := CountByHand(items, 0); KeyOf(err) != "fault.bench.mustscan" || KindOf(err) != Denied {
		t.Errorf("goods with a barcode: got %v, want a refusal", err)
	}
	for i, want := range []ScanResult{ScanTicked, ScanTicked, ScanTooMany} {
		if got, err := CountByHand(items, 2); got != want || err != nil {
			t.Errorf("count %d: got %d, %v, want %d", i+1, got, err, want)
		}
	}
	if items[2].ByHand != 2 || items[2].Packed != 2 {
		t.Errorf("got %+v, want two by hand", items[2])
	}
	Pack(items, "TEA-100")
	Pack(items, "TEA-100")
	if got, err := CountByHand(items, 1); got != ScanComplete || err != nil {
		t.Errorf("the last piece by hand: got %d, %v, want the parcel complete", got, err)
	}
	for _, item := range []int{-1, 3} {
		if _, err := CountByHand(items, item); KindOf(err) != NotFound {
			t.Errorf("item %d: got %v, want not found", item, err)
		}
		if err := UncountByHand(items, item); KindOf(err) != NotFound {
			t.Errorf("take back item %d: got %v, want not found", item, err)
		}
	}
}

func TestOnlyWhatWasCountedByHandIsTakenBack(t *testing.T) {
	items := []PackItem{{SKU: "CUP", Quantity: 2}}
	Pack(items, "CUP")
	if err := UncountByHand(items, 0); KeyOf(err) != "fault.bench.uncount" {
		t.Errorf("a scanned piece: got %v, want a refusal", err)
	}
	if _, err := CountByHand(items, 0); err != nil {
		t.Fatal(err)
	}
	if err := UncountByHand(items, 0); err != nil {
		t.Errorf("got %v, want it taken back", err)
	}
	if items[0].Packed != 1 || items[0].ByHand != 0 || AllPacked(items) {
		t.Errorf("got %+v, want the scanned piece alone", items[0])
	}
}

func TestASetCountedByHandTakesItsPartsAlong(t *testing.T) {
	items := []PackItem{teaSet(1)}
	Pack(items, "POT")
	if got, err := CountByHand(items, 0); got != ScanComplete || err != nil {
		t.Errorf("got %d, %v, want complete", got, err)
	}
	if items[0].begun() || items[0].Packed != 1 {
		t.Errorf("got %+v, want one whole set", items[0])
	}
}

func TestNoScanTakesAPieceOutOrOverfillsABox(t *testing.T) {
	codes := []string{"A", "b", "Ｃ", "D", "nothing", ""}
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) PackItem {
			it := PackItem{SKU: rapid.SampledFrom(codes).Draw(t, "sku"), Quantity: rapid.IntRange(1, 3).Draw(t, "quantity")}
			for range rapid.IntRange(0, 2).Draw(t, "parts") {
				it.Set = append(it.Set, PackSet{Codes: []string{rapid.SampledFrom(codes).Draw(t, "part")}, Quantity: rapid.IntRange(1, 2).Draw(t, "in a set")})
			}
			return it
		}), 0, 4).Draw(t, "items")
		before, all := Pieces(items)
		for range rapid.IntRange(1, 30).Draw(t, "scans") {
			was := slices.Clone(items)
			got, item := Pack(items, rapid.SampledFrom(codes).Draw(t, "code"))
			packed, _ := Pieces(items)
			counted := got == ScanTicked || got == ScanComplete
			if packed < before || counted != (packed == before+1) {
				t.Fatalf("result %d: %d pieces before, %d after", got, before, packed)
			}
			if (got == ScanWrong || got == ScanUnreadable) != (item < 0) {
				t.Fatalf("result %d of item %d", got, item)
			}
			if got == ScanComplete != (counted && packed == all) {
				t.Fatalf("result %d with %d of %d pieces", got, packed, all)
			}
			for i, it := range items {
				if it.Packed > it.Quantity || i != item && it.Packed != was[i].Packed {
					t.Fatalf("item %d: %+v, before %+v", i, it, was[i])
				}
				for _, p := range it.Set {
					if p.Scanned > p.Quantity {
						t.Fatalf("part of item %d: %+v", i, p)
					}
				}
			}
			before = packed
		}
	})
}
