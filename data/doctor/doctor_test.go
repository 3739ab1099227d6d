package doctor

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/postal"
)

func doctor(t *testing.T) Doctor {
	t.Helper()
	packed, err := os.ReadFile("../../assets/postal/table.gz")
	if err != nil {
		t.Fatal(err)
	}
	table, err := postal.Read(packed)
	if err != nil {
		t.Fatal(err)
	}
	return Doctor{Table: table, Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
}

// sound is a parcel with nothing to find.
func sound() data.Parcel {
	return data.Parcel{ID: 7, To: data.Contact{Name: "髙橋 里奈", Phone: "090-0000-0143",
		Address: data.Address{Postal: "1040061", Prefecture: "東京都", Street: "中央区銀座1-2-3", Building: "コーポ銀座 205"}}}
}

func TestWhatIsWrongIsFoundAndPutRight(t *testing.T) {
	d := doctor(t)
	for _, c := range []struct {
		name   string
		change func(*data.Parcel)
		want   string // the findings' keys
		fixed  string // and the fixes
	}{
		{"nothing", func(*data.Parcel) {}, "", ""},
		{"no postal code, and the address has one", func(p *data.Parcel) { p.To.Address.Postal = "" }, "doctor.postal.missing", "postal=1040061"},
		{"no postal code, and the address has none", func(p *data.Parcel) { p.To.Address.Postal, p.To.Address.Street = "", "金座1-2-3" }, "doctor.postal.missing", ""},
		{"a code that is none", func(p *data.Parcel) { p.To.Address.Postal = "9999999" }, "doctor.postal.unknown", "postal=1040061"},
		{"another prefecture's code", func(p *data.Parcel) { p.To.Address.Postal = "6048005" }, "doctor.postal.prefecture", "postal=1040061"},
		{"another city's code", func(p *data.Parcel) { p.To.Address.Postal = "1060032" }, "doctor.postal.city", "postal=1040061"},
		{"another town's code", func(p *data.Parcel) { p.To.Address.Postal = "1040041" }, "doctor.postal.town", "postal=1040061"},
		{"a town nobody knows", func(p *data.Parcel) { p.To.Address.Street = "中央区金座1-2-3" }, "doctor.town", ""},
		{"no prefecture", func(p *data.Parcel) { p.To.Address.Prefecture = "" }, "doctor.prefecture", "prefecture=東京都"},
		{"the prefecture stands in the street", func(p *data.Parcel) {
			p.To.Address.Prefecture, p.To.Address.Street = "", "東京都中央区銀座1-2-3"
		}, "", ""},
		{"no house number", func(p *data.Parcel) {
			p.To.Address.Street, p.To.Address.Building = "中央区銀座", "コーポ銀座"
		}, "doctor.number", ""},
		{"a town whose name holds a number is no house number", func(p *data.Parcel) {
			p.To.Address = data.Address{Postal: "1040032", Prefecture: "東京都", Street: "中央区八丁堀"}
		}, "doctor.number", ""},
		{"the house number stands in the building's line", func(p *data.Parcel) { p.To.Address.Street, p.To.Address.Building = "中央区銀座", "1-2-3" }, "", ""},
		{"a place that has no number", func(p *data.Parcel) { p.To.Address.Street, p.To.Address.Building = "中央区銀座無番地", "" }, "", ""},
		{"no telephone", func(p *data.Parcel) { p.To.Phone = "" }, "doctor.phone.missing", ""},
		{"a telephone that is none", func(p *data.Parcel) { p.To.Phone = "090-000-014" }, "doctor.phone.form", ""},
		{"a telephone in full width", func(p *data.Parcel) { p.To.Phone = "０９０−００００−０１４３" }, "doctor.phone.write", "phone=090-0000-0143"},
		{"a telephone as it is dialled from abroad", func(p *data.Parcel) { p.To.Phone = "+81 90 0000 0143" }, "doctor.phone.write", "phone=090-0000-0143"},
		{"a day that is over", func(p *data.Parcel) { p.Wanted.Date = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }, "doctor.date", ""},
		{"today", func(p *data.Parcel) { p.Wanted.Date = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }, "", ""},
		{"hours no carrier has any more", func(p *data.Parcel) { p.Wanted.Slot = "20-21" }, "doctor.slot", "slot=19-21"},
		{"hours Yamato has not any more", func(p *data.Parcel) { p.Carrier, p.Wanted.Slot = "ヤマト運輸", "12:00～14:00" }, "doctor.slot", "slot=14-16"},
		{"the same with Sagawa", func(p *data.Parcel) { p.Carrier, p.Wanted.Slot = "佐川急便", "12-14" }, "", ""},
		{"words of the shop's own", func(p *data.Parcel) { p.Carrier, p.Wanted.Slot = "ヤマト運輸", "夕方ごろ" }, "", ""},
		{"in the morning", func(p *data.Parcel) { p.Carrier, p.Wanted.Slot = "ヤマト運輸", "午前中" }, "", ""},
		{"a character carriers cannot take", func(p *data.Parcel) { p.To.Name = "𠮷田 里奈" }, "doctor.characters", "name=吉田 里奈"},
		{"an emoji", func(p *data.Parcel) { p.To.Address.Building = "コーポ🧸 205" }, "doctor.characters", "building=コーポ 205"},
		{"a minus for a hyphen", func(p *data.Parcel) { p.To.Address.Street = "中央区銀座1−2−3" }, "doctor.characters", "street=中央区銀座1－2－3"},
		{"a name in Korean", func(p *data.Parcel) { p.To.Name = "한" }, "doctor.characters", ""},
		{"an address abroad has other rules", func(p *data.Parcel) { p.To.Address = data.Address{Country: "US", Street: "1 Main St"} }, "", ""},
		{"a building too long for Yamato", func(p *data.Parcel) { p.Carrier, p.To.Address.Building = "ヤマト", strings.Repeat("長", 17) }, "doctor.long.address", ""},
		{"a street too long, with its building in it", func(p *data.Parcel) {
			p.Carrier, p.To.Address.Building = "ヤマト", ""
			p.To.Address.Street = "中央区銀座日本橋人形町蛎殻町小網町1-2-3" + strings.Repeat("長", 15)
		}, "doctor.long.address", "street=中央区銀座日本橋人形町蛎殻町小網町1-2-3 building=長長長長長長長長長長長長長長長"},
		{"a name too long for Yamato", func(p *data.Parcel) { p.Carrier, p.To.Name = "ヤマト", strings.Repeat("長", 17) }, "doctor.long.name", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sound()
			c.change(&p)
			var keys, fixes []string
			for _, f := range d.Examine(p) {
				keys = append(keys, f.Key)
				for _, x := range f.Fix {
					fixes = append(fixes, fmt.Sprintf("%s=%s", x.Field, x.Value))
				}
				if f.Parcel != 7 || f.Field == "" {
					t.Errorf("of parcel %d, field %q", f.Parcel, f.Field)
				}
			}
			if got := strings.Join(keys, " "); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			if got := strings.Join(fixes, " "); got != c.fixed {
				t.Errorf("fixed by %q, want %q", got, c.fixed)
			}
		})
	}
}

// TestAFixTakenLeavesNothingToFind: what is proposed is itself sound.
func TestAFixTakenLeavesNothingToFind(t *testing.T) {
	d := doctor(t)
	p := sound()
	p.To.Address.Postal, p.To.Phone, p.To.Name, p.Wanted.Slot = "6048005", "＋８１９０００００１４３0", "𠮷田 里奈", "20-21"
	was := p
	var back []data.ShipChange
	for _, f := range d.Examine(p) {
		undo, err := p.Mend(f.Fix)
		if err != nil {
			t.Fatal(err)
		}
		back = append(undo, back...)
	}
	if left := d.Examine(p); len(left) != 0 {
		t.Errorf("left to find: %+v", left)
	}
	if _, err := p.Mend(back); err != nil || p != was {
		t.Errorf("taken back: %+v, %v; want %+v", p, err, was)
	}
}

func TestAnAddressIsLaidOutForItsCarrierAndNeverInsideANumber(t *testing.T) {
	sagawa, _ := carrierOf("佐川急便")
	for _, c := range []struct {
		name string
		a    data.Address
		want []string
		fits bool
	}{
		{"short", data.Address{Prefecture: "東京都", Street: "中央区銀座1-2-3", Building: "コーポ銀座 205"}, []string{"東京都中央区銀座1-2-3 コーポ銀座", "205"}, true},
		{"the number goes to the next line whole", data.Address{Prefecture: "神奈川県", Street: "横浜市都筑区茅ケ崎中央南町12-34-56"}, []string{"神奈川県横浜市都筑区", "茅ケ崎中央南町12-34-56"}, true},
		{"too long", data.Address{Prefecture: "東京都", Street: "中央区銀座1-2-3", Building: strings.Repeat("長", 50)}, nil, false},
		{"a number longer than a line", data.Address{Street: strings.Repeat("1-", 20)}, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, fits := sagawa.Lines(c.a)
			if fits != c.fits || fits && !slices.Equal(got, c.want) {
				t.Errorf("got %q, %v; want %q, %v", got, fits, c.want, c.fits)
			}
			for i, l := range got {
				if fits && Width(l) > sagawa.Address[i] {
					t.Errorf("line %q is %d wide", l, Width(l))
				}
			}
		})
	}
}

func TestWidthCountsAsShiftJISDoes(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc-1": 5, "東京都": 6, "ﾊﾟ": 2, "パA": 3} {
		if got := Width(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestParcelsAreOneOnlyWhenNamePhoneAndAddressAre(t *testing.T) {
	with := func(id data.ParcelID, change func(*data.Contact)) data.Parcel {
		p := sound()
		p.ID = id
		change(&p.To)
		return p
	}
	base := with(1, func(*data.Contact) {})
	for _, c := range []struct {
		name string
		with data.Parcel
		want bool
	}{
		{"the same", with(2, func(*data.Contact) {}), true},
		{"in full width, with other spaces and hyphens", with(2, func(c *data.Contact) {
			c.Name, c.Phone, c.Address.Street, c.Address.Building = "高橋　里奈", "０９００００００１４３", "中央区銀座１−２−３", "コーポ銀座２０５"
		}), true},
		{"another name", with(2, func(c *data.Contact) { c.Name = "髙橋 里美" }), false},
		{"another telephone", with(2, func(c *data.Contact) { c.Phone = "090-0000-0144" }), false},
		{"no telephone", with(2, func(c *data.Contact) { c.Phone = "" }), false},
		{"another room", with(2, func(c *data.Contact) { c.Address.Building = "コーポ銀座 206" }), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Together([]data.Parcel{base, c.with}); (len(got) == 1) != c.want {
				t.Errorf("got %v, want together: %v", got, c.want)
			}
		})
	}
	for name, change := range map[string]func(p *data.Parcel){
		"another day":  func(p *data.Parcel) { p.Wanted.Date = p.Wanted.Date.AddDate(0, 0, 1) },
		"another time": func(p *data.Parcel) { p.Wanted.Slot = "午前中" },
		"a gift":       func(p *data.Parcel) { p.Gift = "内のし" },
	} {
		p := with(2, func(*data.Contact) {})
		if !OneBox([]data.Parcel{base, p}) {
			t.Fatal("two of one person are not one box")
		}
		if change(&p); OneBox([]data.Parcel{base, p}) {
			t.Errorf("%s: one box", name)
		}
	}
	sent := with(2, func(*data.Contact) {})
	sent.Shipped = true
	if got := Together([]data.Parcel{base, sent}); got != nil {
		t.Errorf("one has left: got %v", got)
	}
}

func BenchmarkExamine(b *testing.B) {
	packed, err := os.ReadFile("../../assets/postal/table.gz")
	if err != nil {
		b.Fatal(err)
	}
	table, err := postal.Read(packed)
	if err != nil {
		b.Fatal(err)
	}
	d, p := Doctor{Table: table}, sound()
	p.To.Address.Postal = "6048005"
	for b.Loop() {
		d.Examine(p)
	}
}
