package rakuten_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/rakuten"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return &fake{store: s} },
		Open:  open,
		Blind: true,
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), RemoteParcel: strconv.Itoa(90000 + s.ID)}
		},
	})
}

func open(t testing.TB, base, token string, opts wire.Options) shop.Shop {
	s, err := rakuten.New(rakuten.Config{BaseURL: base, Keys: data.ShopKeys{"service": "SP-1", "license": token}.Write(), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fake plays the API as its description has it.
type fake struct {
	store *shoptest.Store
	page  int           // the largest page it serves; 0 is what is asked for
	cap   time.Duration // windows longer than this hold too many orders; 0 never
	fussy bool          // it wants Content-Type without a blank
	kinds []string      // Content-Types that came
	extra []shoptest.Sale
}

// now is the store's time, and a fixed one where no store was opened.
func (f *fake) now() time.Time {
	if f.store.Now().IsZero() {
		return time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	}
	return f.store.Now()
}

func (f *fake) sales() []shoptest.Sale { return append(f.store.Sales(), f.extra...) }

type object = map[string]any

const stamp = "2006-01-02T15:04:05-0700"

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "ESA "+base64.StdEncoding.EncodeToString([]byte("SP-1:"+shoptest.Token)) {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"Results": object{"errorCode": "ES04-01", "message": "Un-Authorised"}})
		return
	}
	f.kinds = append(f.kinds, r.Header.Get("Content-Type"))
	if f.fussy && r.Header.Get("Content-Type") != "application/json;charset=utf-8" {
		w.WriteHeader(http.StatusUnsupportedMediaType)
		send(w, object{"Results": object{"errorCode": "ES04-03"}})
		return
	}
	body, _ := io.ReadAll(r.Body)
	switch r.URL.Path {
	case "/es/2.0/order/searchOrder/":
		f.search(w, body)
	case "/es/2.0/order/getOrder/":
		f.get(w, body)
	case "/es/2.0/order/updateOrderShipping/":
		f.ship(w, body)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (f *fake) search(w http.ResponseWriter, body []byte) {
	var q struct {
		DateType                   int
		StartDatetime, EndDatetime string
		OrderProgressList          []int
		PaginationRequestModel     struct {
			RequestRecordsAmount, RequestPage int
			SortModelList                     []struct{ SortColumn, SortDirection int }
		}
	}
	err := json.Unmarshal(body, &q)
	from, bad := time.Parse(stamp, q.StartDatetime)
	to, worse := time.Parse(stamp, q.EndDatetime)
	p := q.PaginationRequestModel
	if err != nil || bad != nil || worse != nil || to.Sub(from) > 63*24*time.Hour || from.Before(f.now().Add(-730*24*time.Hour)) || p.RequestRecordsAmount > 1000 || p.RequestPage < 1 || len(p.SortModelList) != 1 {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"orderNumberList": nil, "PaginationResponseModel": nil, "MessageModelList": []object{{"messageType": "ERROR", "messageCode": "ORDER_EXT_API_SEARCH_ORDER_ERROR_009", "message": "dateTypeの項目を指定して下さい。"}}})
		return
	}
	found := []shoptest.Sale{}
	for _, s := range f.sales() {
		at := map[int]time.Time{1: s.Placed, 3: s.Paid, 5: s.Shipped, 6: s.Paid}[q.DateType]
		if !at.IsZero() && !at.Before(from) && !at.After(to) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b shoptest.Sale) int { return a.Placed.Compare(b.Placed) })
	total, per := len(found), p.RequestRecordsAmount
	if f.page > 0 {
		per = f.page
	}
	if f.cap > 0 && to.Sub(from) > f.cap {
		total = 15001
	}
	numbers := []string{}
	for _, s := range found[min((p.RequestPage-1)*per, len(found)):min(p.RequestPage*per, len(found))] {
		numbers = append(numbers, strconv.Itoa(s.ID))
	}
	if len(found) == 0 {
		send(w, object{"orderNumberList": numbers, "MessageModelList": info("ORDER_EXT_API_SEARCH_ORDER_INFO_102"),
			"PaginationResponseModel": object{"totalRecordsAmount": nil, "totalPages": nil, "requestPage": nil}})
		return
	}
	send(w, object{"orderNumberList": numbers, "MessageModelList": info("ORDER_EXT_API_SEARCH_ORDER_INFO_101"),
		"PaginationResponseModel": object{"totalRecordsAmount": total, "totalPages": (total + per - 1) / per, "requestPage": p.RequestPage}})
}

func info(code string) []object {
	return []object{{"messageType": "INFO", "messageCode": code, "message": "成功しました。"}}
}

func (f *fake) get(w http.ResponseWriter, body []byte) {
	var q struct {
		OrderNumberList []string
		Version         int
	}
	if json.Unmarshal(body, &q) != nil || len(q.OrderNumberList) > 100 || q.Version != 10 {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"MessageModelList": []object{{"messageType": "ERROR", "messageCode": "ORDER_EXT_API_GET_ORDER_ERROR_001"}}})
		return
	}
	said, orders := []object{}, []object{}
	for _, n := range q.OrderNumberList {
		i := slices.IndexFunc(f.sales(), func(s shoptest.Sale) bool { return strconv.Itoa(s.ID) == n })
		if i < 0 {
			said = append(said, object{"messageType": "INFO", "messageCode": "ORDER_EXT_API_GET_ORDER_INFO_102", "message": "受注情報が取得できませんでした。", "orderNumber": n})
			continue
		}
		orders = append(orders, sale(f.sales()[i]))
	}
	send(w, object{"MessageModelList": said, "OrderModelList": orders, "version": 10})
}

func (f *fake) ship(w http.ResponseWriter, body []byte) {
	var q struct {
		OrderNumber       string
		BasketidModelList []struct {
			BasketID          int
			ShippingModelList []struct {
				ShippingDetailID                              int
				DeliveryCompany, ShippingNumber, ShippingDate string
			}
		}
	}
	if json.Unmarshal(body, &q) != nil || len(q.BasketidModelList) != 1 || len(q.BasketidModelList[0].ShippingModelList) != 1 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	n, _ := strconv.Atoi(q.OrderNumber)
	row := q.BasketidModelList[0].ShippingModelList[0]
	kind := "INFO"
	if row.DeliveryCompany != "1001" || row.ShippingDate == "" || !f.store.Ship(n, "1001", row.ShippingNumber) {
		kind = "ERROR"
	}
	send(w, object{"MessageModelList": []object{{"messageType": kind, "messageCode": "ORDER_EXT_API_UPDATE_ORDERSHIPPING_" + kind + "_101", "dataNumber": nil, "shippingDetailId": nil}}})
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	progress := map[data.State]int{data.AwaitingPayment: 100, data.ToShip: 300, data.Shipped: 500, data.Cancelled: 900}[s.State]
	home := object{"zipCode1": "604", "zipCode2": "0000", "prefecture": "京都府", "city": "京都市中京区", "subAddress": "架空町1-2", "familyName": "架空", "firstName": "花子",
		"familyNameKana": "カクウ", "firstNameKana": "ハナコ", "phoneNumber1": "090", "phoneNumber2": "0000", "phoneNumber3": "0001", "emailAddress": "masked@example.test"}
	row := object{"shippingDetailId": 70000 + s.ID, "shippingNumber": nil, "deliveryCompany": nil, "deliveryCompanyName": nil, "shippingDate": nil}
	if s.State == data.Shipped {
		row["shippingNumber"], row["deliveryCompany"], row["deliveryCompanyName"], row["shippingDate"] = s.Tracking, s.Carrier, "ヤマト運輸", "2026-11-20"
	}
	request := any(1760)
	if s.Broken {
		request = "たくさん"
	}
	return object{
		"orderNumber": strconv.Itoa(s.ID), "orderProgress": progress, "orderDatetime": s.Placed.In(shop.JST).Format(stamp), "deliveryDate": nil, "shippingTerm": 0, "remarks": nil,
		"goodsPrice": 1100, "postagePrice": 660, "deliveryPrice": 0, "paymentCharge": 0, "totalPrice": 1760, "requestPrice": request, "couponAllTotalPrice": 0, "additionalFeeOccurAmountToUser": 0,
		"OrdererModel": home, "SettlementModel": object{"settlementMethodCode": 1, "settlementMethod": "クレジットカード"}, "DeliveryModel": object{"deliveryName": "宅配便", "deliveryClass": nil},
		"PointModel": object{"usedPoint": 0}, "WrappingModel1": nil, "WrappingModel2": nil,
		"PackageModelList": []object{{"basketId": 90000 + s.ID, "noshi": nil, "SenderModel": home, "defaultDeliveryCompanyCode": "1001", "DeliveryCvsModel": nil,
			"ItemModelList": []object{{"itemDetailId": s.ID, "itemName": "湯呑み", "itemNumber": "YUNOMI", "price": 1100, "priceTaxIncl": 1100, "units": 1, "taxRate": 0.1, "selectedChoice": nil,
				"SkuModelList": []object{{"variantId": "v1", "merchantDefinedSkuId": nil, "skuInfo": nil}}}},
			"ShippingModelList": []object{row}}},
		"TaxSummaryModelList": []object{{"taxRate": 0.1, "reqPrice": 1760, "reqPriceTax": 160, "totalPrice": 1760, "paymentCharge": 0, "couponPrice": 0, "point": 0}},
	}
}

func send(w http.ResponseWriter, body any) {
	json.NewEncoder(w).Encode(body)
}
