//go:build independent

package house_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// canaries are 30 orders in which everything can be told apart.
type canaries []data.Order

func (l canaries) List(context.Context, []byte) (shop.Page, error) {
	return shop.Page{Orders: l, Next: []byte(`{}`), Total: len(l)}, nil
}

func (l canaries) Get(context.Context, string) (data.Order, error) { panic("not used") }

const canaryToken = "canary-token-7d1f"

func canaryShop() house.Adapter {
	var l canaries
	for i := range 30 {
		contact := func(who string) data.Contact {
			return data.Contact{Name: fmt.Sprintf("鳥%s%02d子", who, i), Kana: fmt.Sprintf("トリ%s%02dコ", who, i), Company: fmt.Sprintf("会社%s%02d", who, i),
				Phone: fmt.Sprintf("080-77%02d-%04d", i, 4000+i*7+int(who[1])*13), Email: fmt.Sprintf("canary-%s-%02d@example.test", who, i),
				Address: data.Address{Postal: fmt.Sprintf("39%05d", 10000+i*11+int(who[1])*400), Prefecture: "長野県", Street: fmt.Sprintf("松本市鳥町%s%02d-14", who, i), Building: fmt.Sprintf("コーポ鳥%s %02d号", who, i)}}
		}
		l = append(l, data.Order{
			Remote: data.Remote{ID: fmt.Sprint(i), Number: fmt.Sprintf("CN-%02d", i), PlacedAt: time.Now()}, State: data.ToShip,
			Buyer: contact("買"), Parcels: []data.Parcel{{To: contact("届")}},
			Lines:   []data.Line{{RemoteID: "l", SKU: fmt.Sprintf("SKU-%02d", i), Name: fmt.Sprintf("煎茶%02d番", i), Quantity: 2, Unit: 73331, Total: data.Money(7333100 + i), RateBP: 800}},
			Sum:     data.Sum{Currency: "JPY", Total: data.Money(8444400 + i)},
			Payment: data.Payment{Method: fmt.Sprintf("支払方法%02d", i), Paid: true}, Remarks: fmt.Sprintf("備考の言葉%02d", i),
		})
	}
	return func(shop.Door) (shop.Shop, error) { return l, nil }
}

// dumped is what dump.mjs could read.
type dumped struct {
	Files map[string]string
	Shut  []string
	Pages []byte
}

func dumpAs(t *testing.T, dir, login, passphrase string) dumped {
	t.Helper()
	script := os.Getenv("NIFUDA_DUMP")
	if script == "" {
		t.Fatal("NIFUDA_DUMP names no script: run testdata/sqlcipher/run.sh")
	}
	cmd := exec.Command("node", script, dir, login, passphrase)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var d dumped
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestIndependentReaderWithAPackersPassphraseFindsReleasedLabelFieldsAlone
// plays a packer with the files, other people's SQLCipher, Argon2id and HPKE,
// and a script that knows our formats.
func TestIndependentReaderWithAPackersPassphraseFindsReleasedLabelFieldsAlone(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, canaryShop())
	s, err := h.Create(t.Context(), "山の湯呑み店", "山野 千尋", []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	again := proof(t, s)
	if _, err := s.Office().AddShop(t.Context(), again, data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte(canaryToken)}); err != nil {
		t.Fatal(err)
	}
	synced(t, s)
	without := hired(t, s, "小川 美咲", misaki, data.Permits{})
	with := hired(t, s, "夏目 夏", natsu, data.Permits{Phone: true})
	ids := released(t, s, 6)
	if _, err := s.Office().TakeBack(t.Context(), ids[5:]); err != nil {
		t.Fatal(err)
	}
	lies := map[string]bool{}
	for _, id := range ids[:5] {
		o, err := s.Office().Order(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		lies[o.Remote.ID] = true
	}
	closed(t, s)
	dirs, err := vault.Find(root)
	if err != nil {
		t.Fatal(err)
	}
	speaker, err := canaryShop()(shop.Door{})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []struct {
		login, passphrase string
		phone             bool
	}{{without, misaki, false}, {with, natsu, true}} {
		got := dumpAs(t, dirs[0], who.login, who.passphrase)
		if fmt.Sprint(got.Shut) != "[ledger.db]" || got.Files["bench.db"] == "" {
			t.Fatalf("opened %d files, shut %v", len(got.Files), got.Shut)
		}
		all := got.Files["bench.db"] + string(got.Pages)
		has := func(what, text string, want bool) {
			t.Helper()
			if strings.Contains(all, text) != want {
				t.Errorf("%s (%s): in reach %v, want %v", what, text, !want, want)
			}
		}
		for _, o := range speaker.(canaries) {
			lies, to := lies[o.Remote.ID], o.Parcels[0].To
			has("the name on the label", to.Name, lies)
			has("the street on the label", to.Address.Street, lies)
			has("the postal code on the label", to.Address.Postal, lies)
			has("the order number", o.Remote.Number, lies)
			has("the goods", o.Lines[0].Name, lies)
			has("the phone number", to.Phone, lies && who.phone)
			for what, never := range map[string]string{
				"the e-mail": to.Email, "the kana": to.Kana, "the buyer": o.Buyer.Name, "the buyer's e-mail": o.Buyer.Email,
				"the buyer's phone": o.Buyer.Phone, "the buyer's street": o.Buyer.Address.Street, "the total": fmt.Sprint(o.Sum.Total),
				"the price": fmt.Sprint(o.Lines[0].Total), "the unit price": fmt.Sprint(o.Lines[0].Unit), "the payment": o.Payment.Method, "the remarks": o.Remarks,
			} {
				has(what, never, false)
			}
		}
		has("the token", canaryToken, false)
	}
}
