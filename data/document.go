package data

import "time"

// Rounding is what becomes of a part of a yen in a tax amount. A shop chooses
// it once, for all its documents.
type Rounding int

// The ways to round. They go by the size of the amount, so that what is given
// back is rounded as what was taken.
const (
	RoundDown Rounding = iota // 切り捨て
	RoundHalf                 // 四捨五入
	RoundUp                   // 切り上げ
)

// TaxTotal is what one tax rate comes to on one document.
type TaxTotal struct {
	RateBP int   // basis points: 1000 is 10 %; 0 is outside the tax
	Base   Money // without tax
	Tax    Money // rounded once, for the whole document
	Gross  Money // Base and Tax together
}

// TaxTerms are the owner's choices for what stands on documents.
type TaxTerms struct {
	Number    string // 登録番号, T and 13 digits; empty when the shop is not registered
	Full      bool   // 適格請求書 with the buyer's name, not 適格簡易請求書
	Rounding  Rounding
	PointsPay bool   // points are a way to pay, not a discount
	Proviso   string // 但し書き; empty is DefaultProviso
	Bank      string // where to pay, on invoices that are not paid; may have several lines
	Message   string // on packing slips; empty is DefaultMessage
	GiftShop  bool   // a gift slip names the shop as sender, not the buyer
	CodeFree  bool   `json:",omitempty"` // a receipt of a payment by code gets no stamp, as one by card
}

// What stands on documents while the owner has not written her own.
const (
	DefaultProviso = "お品代として"
	DefaultMessage = "このたびはご注文いただき、誠にありがとうございます。\n下記のとおりお届けいたします。ご確認ください。"
)

// Registered reports whether the shop may issue 適格請求書.
func (t TaxTerms) Registered() bool { return t.Number != "" }

// PaperKind says what a document is. It is also the end of a translation key:
// "paper.kind.slip".
type PaperKind string

// The kinds of document.
const (
	PaperSlip    PaperKind = "slip"    // 納品書, with prices
	PaperGift    PaperKind = "gift"    // 納品書 that holds no amount
	PaperInvoice PaperKind = "invoice" // 請求書
	PaperReceipt PaperKind = "receipt" // 領収書
	PaperReturn  PaperKind = "return"  // 適格返還請求書, 返金明細書
)

// PaperKinds lists every kind, in the order they are offered.
func PaperKinds() []PaperKind {
	return []PaperKind{PaperSlip, PaperGift, PaperInvoice, PaperReceipt, PaperReturn}
}

// Series is the letter that the numbers of a kind begin with: R2026-000123 is a
// receipt.
func (k PaperKind) Series() string {
	switch k {
	case PaperInvoice:
		return "S" // 請求
	case PaperReceipt:
		return "R" // 領収
	case PaperReturn:
		return "H" // 返還
	}
	return "N" // 納品
}

// Paper is everything that stands on a document. Drawn again from it, the
// document is the same; what is frozen when one is issued is this.
type Paper struct {
	Kind     PaperKind
	Number   string    // of the document; empty while it is not issued
	Issued   time.Time // the day that stands on it
	Corrects string    // number of the document whose place this one takes
	Order    PaperOrder
	To       Recipient
	From     Sender
	Items    []PaperItem
	Charges  []PaperCharge
	Sum      PaperSum
	Terms    TaxTerms // as they were
	Words    PaperWords
}

// PaperOrder is the order a document is about.
type PaperOrder struct {
	Number  string
	Placed  time.Time
	Traded  time.Time   // 取引年月日: when the goods left, or were ordered as long as they are here
	Seq     int         // place in a batch, from 1; 0 outside of one
	Part    int         // this parcel among those of its order, from 1; 0 for the whole order
	Parts   int         // parcels of the order
	Payment string      // in the storefront's words
	Ships   []Recipient // ship-tos, when they are not the one addressed
}

// PaperItem is one row of goods.
type PaperItem struct {
	SKU      string
	Name     string
	Option   string
	Quantity int
	Unit     Money // tax included; zero on a gift slip, as all amounts are
	Amount   Money
	RateBP   int
	Reduced  bool // gets the mark ※
	Ship     int  // index into PaperOrder.Ships, from 1; 0 when there is one ship-to
	Line     int  `json:",omitempty"` // of a return of goods: the line of the order, from 1
}

// PaperCharge is one row beside the goods: shipping, a fee, a discount.
type PaperCharge struct {
	Kind    ChargeKind
	Label   string // in the storefront's words; may be empty
	Amount  Money
	RateBP  int  // of what is added; discounts are shared between the rates
	Reduced bool // gets the mark ※
}

// PaperSum is what it comes to.
type PaperSum struct {
	Goods  Money
	Rates  []TaxTotal // highest rate first
	Total  Money      // tax included
	Points Money      // of Total, paid with points; not negative
	Due    Money      // Total less Points
	Stamp  Money      // 収入印紙 that this paper needs; 0 when none
}

// PaperWords are words of one kind of document or another.
type PaperWords struct {
	Message string // packing slips
	Gift    string // noshi or wrapping
	Remarks string // what the buyer wrote, or the owner for this document
	Proviso string // 但し書き
	Card    bool   // クレジットカード利用
	Code    bool   `json:",omitempty"` // コード決済利用, of a shop that stamps none of those
	Paid    bool   // the money has come in
	Sold    string // of a return: the day of the sale it gives back, in words of the paper
	Whole   bool   // of a return: all of the order is given back, whatever it is then
}
