package rakuten

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// carriers are the companies that RMS has codes for.
var carriers = map[string]string{
	"1001": shop.Yamato, "1002": shop.Sagawa, "1003": shop.JapanPost, "1004": shop.Seino, "1005": "セイノースーパーエクスプレス", "1006": shop.Fukuyama,
	"1007": "名鉄運輸", "1008": "トナミ運輸", "1016": "エコ配", "1028": "Rakuten EXPRESS", "1029": "日本郵便 楽天倉庫出荷", "1030": "クロネコゆうパケット", "1031": "名鉄NX運輸",
}

// company is the code of a carrier; 1000 (その他) for one that has none.
func company(name string) string {
	name = shop.Line(name)
	for code, known := range carriers {
		if name == known {
			return code
		}
	}
	for code, known := range carriers {
		if shop.Carrier(name) == known {
			return code
		}
	}
	return "1000"
}

// sending is an updateOrderShipping. Its odd key is the API's own.
type sending struct {
	Number  string   `json:"orderNumber"`
	Baskets []basket `json:"BasketidModelList"`
}

type basket struct {
	ID   int64  `json:"basketId"`
	Sent []sent `json:"ShippingModelList"`
}

// sent is one row; without an id it is added.
type sent struct {
	ID      *int64 `json:"shippingDetailId,omitempty"`
	Company string `json:"deliveryCompany"`
	Number  string `json:"shippingNumber,omitempty"`
	Date    string `json:"shippingDate"`
}

// Tell implements shop.Teller.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	o, p, err := s.asItStands(ctx, d)
	if err != nil {
		return err
	}
	free, numbered := (*int64)(nil), false
	for i, row := range p.Sent {
		number := shop.LineOf(row.Number)
		switch {
		case d.Tracking != "" && shop.SameTracking(number, d.Tracking):
			if o.gone() || shop.LineOf(row.Date) != "" {
				return nil
			}
			free = &p.Sent[i].ID // ours, typed in beforehand
		case number != "":
			numbered = true
		case free == nil:
			free = &p.Sent[i].ID
		}
	}
	switch {
	case o.gone() && d.Tracking == "":
		return nil
	case o.gone() && numbered, numbered && free == nil:
		return shop.Fault(shop.KeyOther, nil)
	case !o.gone() && o.Progress != 300:
		return shop.Fault(shop.KeyRefused, fmt.Errorf("rakuten.tell: stage %d", o.Progress))
	}
	row := sent{ID: free, Company: company(d.Carrier), Number: d.Tracking, Date: s.wire.There().In(shop.JST).Format("2006-01-02")}
	// Sent once: where the row is added, a second would add another.
	return s.ask(ctx, "rakuten.tell", "/es/2.0/order/updateOrderShipping/", sending{o.Number, []basket{{p.Basket, []sent{row}}}}, true, readTold)
}

// gone reports whether RMS has the order as shipped.
func (o order) gone() bool { return o.Progress >= 500 && o.Progress <= 700 }

// asItStands reads the order and the ship-to that left, as RMS has them now.
func (s *Shop) asItStands(ctx context.Context, d data.Dispatch) (order, pack, error) {
	rows, err := s.get(ctx, []string{d.RemoteOrder})
	if err != nil {
		return order{}, pack{}, err
	}
	if len(rows) == 0 {
		return order{}, pack{}, shop.Fault(shop.KeyGone, errors.New("rakuten.get: no such order"))
	}
	var o order
	if err := wire.JSON(rows[0].raw, &o); err != nil {
		return order{}, pack{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("rakuten.get: %w", err))
	}
	if o.Number != d.RemoteOrder {
		return order{}, pack{}, shop.Fault(shop.KeyNonsense, errors.New("rakuten.get: another order than asked for"))
	}
	o.Packages = slices.DeleteFunc(o.Packages, func(p pack) bool { return p.Deleted == 1 })
	for _, p := range o.Packages {
		if strconv.FormatInt(p.Basket, 10) == d.RemoteParcel || d.RemoteParcel == "" && len(o.Packages) == 1 {
			return o, p, nil
		}
	}
	return order{}, pack{}, shop.Fault(shop.KeyGone, errors.New("rakuten.get: no such ship-to"))
}

// readTold looks for rows that were refused: the status is 200 all the same.
func readTold(reply []byte) error {
	var got struct {
		Messages messages `json:"MessageModelList"`
	}
	if err := wire.JSON(reply, &got); err != nil {
		return err
	}
	switch {
	case len(got.Messages) == 0:
		return errors.New("no messages in the answer")
	case got.Messages.bad():
		return shop.Fault(shop.KeyRefused, errors.New("rakuten.tell: refused"))
	}
	return nil
}
