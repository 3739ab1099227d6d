package labels

import (
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
)

func TestTheWordsOfALabel(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	cases := []struct{ name, got, want string }{
		{"a postal code gets its mark and hyphen", postal(data.Address{Postal: "6040000"}), "〒604-0000"},
		{"one that is not seven digits stays as written", postal(data.Address{Postal: "604-00"}), "〒604-00"},
		{"one from abroad stands with its town", strings.Join(addressLines(data.Address{Postal: "SW1A 1AA", Prefecture: "London", Street: "10 Main St", Country: "GB"}), "/"),
			"10 Main St/London SW1A 1AA/GB"},
		{"none is none", postal(data.Address{}), ""},
		{"a day and hours", wanted(data.Wanted{Date: day, Slot: "14-16"}), "お届け希望 11月24日（火） 14-16時"},
		{"a day and words", wanted(data.Wanted{Date: day, Slot: "午前中"}), "お届け希望 11月24日（火） 午前中"},
		{"a day alone", wanted(data.Wanted{Date: day}), "お届け希望 11月24日（火）"},
		{"hours alone", wanted(data.Wanted{Slot: "18-20"}), "お届け希望 18-20時"},
		{"nothing asked", wanted(data.Wanted{}), ""},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestWhoIsAddressedHow(t *testing.T) {
	cases := []struct{ name, company, person, wantCompany, wantName string }{
		{"a person is 様", "", "山田 太郎", "", "山田 太郎 様"},
		{"a person in a company is 様 below it", "株式会社森", "山田 太郎", "株式会社森", "山田 太郎 様"},
		{"a company without a person is 御中", "株式会社森", "", "", "株式会社森 御中"},
		{"a company in the place of a name is 御中", "", "有限会社 海", "", "有限会社 海 御中"},
		{"様 is not written twice", "", "山田 太郎様", "", "山田 太郎様"},
		{"御中 is not written twice", "森社 御中", "", "", "森社 御中"},
		{"nobody stays nobody", "", "", "", ""},
	}
	for _, c := range cases {
		if co, n := addressed(c.company, c.person); co != c.wantCompany || n != c.wantName {
			t.Errorf("%s: got %q, %q, want %q, %q", c.name, co, n, c.wantCompany, c.wantName)
		}
	}
}

func TestALabelOfABatchHasItsPlaceBesideTheOrdersNumber(t *testing.T) {
	w := &writer{fonts: newPen(t).fonts}
	one := w.wordsOf(data.LabelJob{Number: "1000234"})
	batch := w.wordsOf(data.LabelJob{Number: "1000234", Seq: 12})
	if batch.number != "[12] 1000234" || !slices.Equal(batch.bars, one.bars) {
		t.Errorf("got %q, bars of the order's number: %v", batch.number, slices.Equal(batch.bars, one.bars))
	}
	box := w.wordsOf(data.LabelJob{Number: data.BoxNumber("1000234", "1000235"), Seq: 12})
	if box.number != "[12] 1000234 + 1000235" || !slices.Equal(box.bars, one.bars) {
		t.Errorf("of a box: got %q, bars of its first order: %v", box.number, slices.Equal(box.bars, one.bars))
	}
}
