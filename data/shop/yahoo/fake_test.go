package yahoo_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
	"nifuda/data/shop/yahoo"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler {
			return &fake{store: s, access: shoptest.Token, refresh: shoptest.Token}
		},
		Open: open,
		Each: true,
		Tell: func(s shoptest.Sale) data.Dispatch { return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID)} },
	})
}

// issued is the key that Yahoo! issued for the store.
var issued = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 1024) // small, to be quick
	if err != nil {
		panic(err)
	}
	return key
})

func publicKey() string {
	der, _ := x509.MarshalPKIXPublicKey(&issued().PublicKey)
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

func keys(token string) data.ShopKeys {
	return data.ShopKeys{"seller": "snbx-kakuu", "id": "client", "secret": "hidden", "publickey": publicKey(), "keyversion": "5", "access": token, "refresh": token}
}

func open(t testing.TB, base, token string, opts wire.Options) shop.Shop {
	s, err := yahoo.New(yahoo.Config{BaseURL: base, Login: base, Keys: keys(token).Write(), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fake plays the API: a token alone opens nothing.
type fake struct {
	store           *shoptest.Store
	access, refresh string
	n               int
	ended           bool // the public key has ended
}

// Expire implements shoptest.Expirer.
func (f *fake) Expire() { f.access = "" }

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/yconnect/v2/token" {
		f.renew(w, r)
		return
	}
	if f.access == "" || r.Header.Get("Authorization") != "Bearer "+f.access {
		w.WriteHeader(http.StatusUnauthorized)
		io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Message>Please provide valid credentials.</Message></Error>`)
		return
	}
	if f.ended || !sealed(r, f.store.Now()) {
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>px-04102</Code><Message>AccessToken has been expired.</Message></Error>`)
		return
	}
	body, _ := io.ReadAll(r.Body)
	switch r.URL.Path {
	case "/ShoppingWebService/V1/orderList":
		f.list(w, body)
	case "/ShoppingWebService/V1/orderInfo":
		f.info(w, body)
	case "/ShoppingWebService/V1/orderShipStatusChange":
		f.ship(w, body)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// sealed reports whether a call names the store and the time, for us alone.
func sealed(r *http.Request, now time.Time) bool {
	raw, err := base64.StdEncoding.DecodeString(r.Header.Get("X-Sws-Signature"))
	if err != nil || r.Header.Get("X-Sws-Signature-Version") != "5" {
		return false
	}
	plain, err := rsa.DecryptPKCS1v15(nil, issued(), raw)
	at, ok := strings.CutPrefix(string(plain), "snbx-kakuu:")
	unix, bad := strconv.ParseInt(at, 10, 64)
	return err == nil && ok && bad == nil && time.Unix(unix, 0).Sub(now).Abs() < 15*time.Minute
}

func (f *fake) renew(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if r.ParseForm() != nil || id != "client" || secret != "hidden" || r.PostForm.Get("refresh_token") != f.refresh {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	f.n++
	f.access = fmt.Sprintf("access%d", f.n) // and no new refresh token
	json.NewEncoder(w).Encode(map[string]any{"access_token": f.access, "token_type": "Bearer", "expires_in": 3600})
}

func (f *fake) list(w http.ResponseWriter, body []byte) {
	var q struct {
		Search struct {
			Result, Start int
			Sort          string
			Condition     struct{ OrderId, OrderTimeFrom, OrderTimeTo string }
		}
		SellerId string
	}
	err := xml.Unmarshal(body, &q)
	at := func(s string) time.Time { at, _ := time.ParseInLocation("20060102150405", s, shop.JST); return at }
	from, to, id := at(q.Search.Condition.OrderTimeFrom), at(q.Search.Condition.OrderTimeTo), q.Search.Condition.OrderId
	if err != nil || q.SellerId != "snbx-kakuu" || q.Search.Sort != "+order_time" || id == "" && (from.IsZero() || to.IsZero() || to.Sub(from) > 63*24*time.Hour) {
		refuse(w)
		return
	}
	found := slices.DeleteFunc(f.store.Sales(), func(s shoptest.Sale) bool {
		return id != "" && strconv.Itoa(s.ID) != id || id == "" && (s.Placed.Before(from) || s.Placed.After(to))
	})
	slices.SortStableFunc(found, func(a, b shoptest.Sale) int { return a.Placed.Compare(b.Placed) })
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><Result><Status>OK</Status><Search><TotalCount>%d</TotalCount>`, len(found))
	skip := min(q.Search.Start-1, len(found))
	for i, s := range found[skip:min(skip+q.Search.Result, len(found))] {
		// Both spellings of a date were seen.
		fmt.Fprintf(w, `<OrderInfo><Index>%d</Index><OrderId>%d</OrderId><OrderTime>%s</OrderTime><LastUpdateTime>%s</LastUpdateTime></OrderInfo>`, i+1, s.ID, s.Placed.In(shop.JST).Format(time.RFC3339), s.Updated.In(shop.JST).Format(time.DateTime))
	}
	io.WriteString(w, `</Search></Result>`)
}

func refuse(w http.ResponseWriter) {
	w.WriteHeader(http.StatusBadRequest)
	io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>od00001</Code><Message>花子 hanako@example.test</Message></Error>`)
}

func (f *fake) info(w http.ResponseWriter, body []byte) {
	var q struct {
		Target struct{ OrderId, Field string }
	}
	if xml.Unmarshal(body, &q) == nil && strings.Contains(q.Target.Field, "OrderId") {
		for _, s := range f.store.Sales() {
			if strconv.Itoa(s.ID) == q.Target.OrderId {
				io.WriteString(w, sale(s))
				return
			}
		}
	}
	refuse(w)
}

func (f *fake) ship(w http.ResponseWriter, body []byte) {
	var q struct {
		Target struct {
			OrderId    string
			IsPointFix bool
		}
		Order struct {
			Ship struct {
				ShipStatus                                    int
				ShipCompanyCode, ShipInvoiceNumber1, ShipDate string
			}
		}
	}
	if xml.Unmarshal(body, &q) != nil || q.Order.Ship.ShipStatus != 3 || len(q.Order.Ship.ShipDate) != 8 {
		refuse(w)
		return
	}
	if q.Target.IsPointFix {
		f.store.Capture()
	}
	n, _ := strconv.Atoi(q.Target.OrderId)
	f.store.Ship(n, q.Order.Ship.ShipCompanyCode, q.Order.Ship.ShipInvoiceNumber1)
	io.WriteString(w, done)
}

const done = `<?xml version="1.0" encoding="UTF-8"?><ResultSet totalResultsAvailable="1" totalResultsReturned="1" firstResultPosition="1"><Result><Status>OK</Status></Result></ResultSet>`

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) string {
	order := map[data.State]int{data.AwaitingPayment: 2, data.ToShip: 2, data.Shipped: 2, data.Cancelled: 4}[s.State]
	shipped := map[data.State]int{data.AwaitingPayment: 0, data.ToShip: 1, data.Shipped: 3, data.Cancelled: 0}[s.State]
	paid := 1
	if s.State == data.AwaitingPayment {
		paid = 0
	}
	total := "1760"
	if s.Broken {
		total = "たくさん"
	}
	who := func(p string) string {
		return fmt.Sprintf("<%[1]sFirstName>花子</%[1]sFirstName><%[1]sFirstNameKana>ハナコ</%[1]sFirstNameKana><%[1]sLastName>架空</%[1]sLastName><%[1]sLastNameKana>カクウ</%[1]sLastNameKana><%[1]sZipCode>6040000</%[1]sZipCode><%[1]sPrefecture>京都府</%[1]sPrefecture><%[1]sCity>京都市中京区</%[1]sCity><%[1]sAddress1>架空町1-2</%[1]sAddress1><%[1]sAddress2></%[1]sAddress2><%[1]sPhoneNumber>09000000001</%[1]sPhoneNumber>", p)
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><ResultSet totalResultsAvailable="1" totalResultsReturned="1" firstResultPosition="1"><Result><Status>OK</Status><OrderInfo>
<OrderId>%d</OrderId><OrderTime>%s</OrderTime><LastUpdateTime>%s</LastUpdateTime><OrderStatus>%d</OrderStatus><BuyerComments></BuyerComments>
<Pay><PayStatus>%d</PayStatus><PayMethod>payment_a1</PayMethod><PayMethodName>クレジットカード決済</PayMethodName>%s<BillMailAddress>hanako@example.test</BillMailAddress></Pay>
<Ship><ShipStatus>%d</ShipStatus><ShipMethodName>宅配便</ShipMethodName><ShipCompanyCode>%s</ShipCompanyCode><ShipInvoiceNumber1>%s</ShipInvoiceNumber1><NeedGiftWrap>false</NeedGiftWrap>%s</Ship>
<Detail><PayCharge>0</PayCharge><ShipCharge>660</ShipCharge><GiftWrapCharge>0</GiftWrapCharge><Discount>0</Discount><Adjustments>0</Adjustments><UsePoint>0</UsePoint><GiftCardDiscount>0</GiftCardDiscount><TotalPrice>%s</TotalPrice><TotalMallCouponDiscount>0</TotalMallCouponDiscount></Detail>
<Item><LineId>1</LineId><ItemId>yunomi</ItemId><Title>湯呑み</Title><SubCode>YUNOMI</SubCode><IsTaxable>true</IsTaxable><ItemTaxRatio>10</ItemTaxRatio><UnitPrice>1100</UnitPrice><Quantity>1</Quantity></Item>
</OrderInfo></Result></ResultSet>`, s.ID, s.Placed.In(shop.JST).Format(time.RFC3339), s.Updated.In(shop.JST).Format(time.RFC3339), order, paid, who("Bill"), shipped, s.Carrier, s.Tracking, who("Ship"), total)
}
