package data

import "time"

// DocumentID names an issued document in our own ledger.
type DocumentID int64

// CopyID names one printing of an issued document.
type CopyID int64

// Document is an issued document. Its number, its paper and its digest never
// change, and it is never deleted; a mistake is put right by another document.
type Document struct {
	ID        DocumentID
	Order     OrderID
	Parcel    ParcelID // 0 when it is about the whole order
	Paper     Paper
	Digest    []byte // SHA-256 of the drawing it was issued with
	At        time.Time
	Login     string // who issued it
	Corrected string // number of the document that took its place; empty when none has
	Copies    int    // how often it was printed, or may have been
	Erased    bool   // the names on it were erased: its drawing can no longer be the same
}

// DocumentAsk says which document is wanted.
type DocumentAsk struct {
	Kind     PaperKind
	Order    OrderID
	Parcel   ParcelID   // of packing slips; 0 is the whole order
	Seq      int        // place in a batch, from 1; 0 outside of one
	Corrects DocumentID // the one it takes the place of; 0 when it takes none's
	Name     string     // 宛名 of the buyer's choice; empty is the buyer's name
	Proviso  string     // 但し書き; empty is as the settings say
	Remarks  string
	Back     []Refund    // of a return: amounts that are given back
	Goods    []GoodsBack // and goods; without either all of the order is
}

// GoodsBack are goods of an order that are given back.
type GoodsBack struct {
	Line     int // of the order, from 0
	Quantity int
}

// Returnable is a line of an order of which pieces can still be given back.
type Returnable struct {
	Line         int // of the order, from 0
	Name, Option string
	Of, Left     int // pieces that were sold, and that no return has given back
}

// Refund is an amount that is given back.
type Refund struct {
	Words  string // what for
	RateBP int
	Amount Money // tax included, more than nothing
}

// DocumentRow is one line of the list of documents.
type DocumentRow struct {
	ID        DocumentID
	Kind      PaperKind
	Number    string
	Issued    time.Time
	Order     string // order number
	Name      string // to whom; empty once it was erased
	Due       Money  // 0 on a gift slip
	Corrects  string
	Corrected string
	Copies    int
}

// DocumentQuery asks for rows of the list of documents, the newest first.
type DocumentQuery struct {
	Kind  PaperKind // empty is all
	Text  string    // number, order number or name
	From  time.Time // issued then or later; zero is from the beginning
	To    time.Time // issued before; zero is to the end
	Limit int       // 0 means all
}

// PaperNote is something the owner should know of a document before it is
// issued, and decides herself. Key is a translation key.
type PaperNote struct {
	Key  string
	Args map[string]any
}

// PaperPeople is what stands on a document of people: it is kept apart, so that
// it can be erased while the figures stay.
type PaperPeople struct {
	To      Recipient
	From    *Sender // only of a gift slip, where a buyer stands
	Ships   []Recipient
	Gift    string
	Remarks string
}

// Apart takes what is of people off a paper.
func (p Paper) Apart() (Paper, PaperPeople) {
	people := PaperPeople{To: p.To, Ships: p.Order.Ships, Gift: p.Words.Gift, Remarks: p.Words.Remarks}
	if p.Kind == PaperGift {
		from := p.From
		people.From = &from
		p.From = Sender{}
	}
	p.To, p.Order.Ships, p.Words.Gift, p.Words.Remarks = Recipient{}, nil, "", ""
	return p, people
}

// With puts back what Apart took off.
func (p Paper) With(people PaperPeople) Paper {
	p.To, p.Order.Ships, p.Words.Gift, p.Words.Remarks = people.To, people.Ships, people.Gift, people.Remarks
	if people.From != nil {
		p.From = *people.From
	}
	return p
}

// SlipKind says whether the packing slip in a parcel shows prices. It does in
// the buyer's own and only parcel; whoever is given something does not learn
// what it cost, and neither does one of several ship-tos. A name that was mended
// makes nobody else of the buyer.
func (o Order) SlipKind(parcel int) PaperKind {
	p := o.Parcels[parcel]
	if len(o.Parcels) > 1 || p.Gift != "" || p.To.Name != o.Buyer.Name && !p.Own {
		return PaperGift
	}
	return PaperSlip
}
