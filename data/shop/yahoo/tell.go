package yahoo

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// carriers are the companies whose code is known.
var carriers = map[string]string{"1001": shop.Yamato}

// company is the code of a carrier; empty for one whose code is not known.
func company(name string) string {
	for code, known := range carriers {
		if shop.Carrier(name) == known {
			return code
		}
	}
	return ""
}

// sending is an orderShipStatusChange.
type sending struct {
	XMLName xml.Name `xml:"Req"`
	Target  struct {
		OrderID  string `xml:"OrderId"`
		FixPoint bool   `xml:"IsPointFix"`
	}
	Ship   sent   `xml:"Order>Ship"`
	Seller string `xml:"SellerId"`
}

type sent struct {
	Status  int    `xml:"ShipStatus"` // 3 is shipped
	Company string `xml:"ShipCompanyCode,omitempty"`
	Number  string `xml:"ShipInvoiceNumber1,omitempty"`
	Date    string `xml:"ShipDate"`
}

// Tell implements shop.Teller. Naming the same values again changes nothing, but
// points may be fixed by it, so it is sent once.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	body, err := s.info(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	var in reply
	if err := document(body, &in); err != nil {
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("yahoo.order: %w", err))
	}
	o := in.Order
	ours := slices.ContainsFunc(o.numbers(), func(n string) bool { return shop.SameTracking(n, d.Tracking) })
	switch state := strings.TrimSpace(o.Status); {
	case strings.TrimSpace(o.ID) != d.RemoteOrder:
		return shop.Fault(shop.KeyNonsense, errors.New("yahoo.order: another order than asked for"))
	case state == "4":
		return shop.Fault(shop.KeyRefused, errors.New("yahoo.tell: the order is cancelled"))
	case o.left() && (d.Tracking == "" || ours):
		return nil
	case d.Tracking != "" && len(o.numbers()) > 0 && !ours:
		return shop.Fault(shop.KeyOther, nil)
	case state != "2" && state != "5", strings.TrimSpace(o.Ship.Status) == "0":
		return shop.Fault(shop.KeyRefused, errors.New("yahoo.tell: the order is not released"))
	}
	req := sending{Seller: s.seller, Ship: sent{Status: 3, Company: company(d.Carrier), Number: d.Tracking, Date: s.wire.There().In(shop.JST).Format("20060102")}}
	req.Target.OrderID, req.Target.FixPoint = d.RemoteOrder, d.Allowed.Points
	err = s.ask(ctx, "yahoo.tell", "orderShipStatusChange", req, true, readTold)
	if errors.Is(err, errTold) {
		return shop.Fault(shop.KeyRefused, err)
	}
	return err
}

// readTold looks whether the change was made.
func readTold(body []byte) error {
	var in struct {
		XMLName xml.Name
		Status  string `xml:"Result>Status"`
	}
	if err := document(body, &in); err != nil {
		return err
	}
	if in.XMLName.Local != "ResultSet" || strings.TrimSpace(in.Status) != "OK" {
		return shop.Fault(shop.KeyRefused, errors.New("yahoo.tell: refused"))
	}
	return nil
}
