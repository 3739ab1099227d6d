package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"nifuda/data"
	"nifuda/data/store/ledger"
)

// labelsEach is how many labels a run has.
const labelsEach = 200

// place is where a session works, as it is told on its standard input.
type place struct {
	Path    string
	CUPS    string
	Printer data.ListedPrinter
	Stock   string
	Silence time.Duration // how long a label printer's answer may take
	Stretch int           // pages for one that never answers, before the person is asked
}

func (p place) ledger() ledger.Place {
	return ledger.Place{Path: p.Path, Vault: "RUNS", Key: func() []byte { return bytes.Repeat([]byte{7}, 48) }, Now: time.Now}
}

func sender() data.Sender {
	return data.Sender{Name: "山の湯呑み店", Address: data.Address{Postal: "3910000", Prefecture: "長野県", Street: "松本市栄元町1-1"}}
}

// number is what an order is called, and how its label is known on paper.
func number(i int) string { return fmt.Sprintf("NR%05d", i) }

// found makes a ledger with as many orders as a run has labels.
func (p place) found(ctx context.Context) error {
	if err := ledger.Create(ctx, p.ledger()); err != nil {
		return err
	}
	l, err := ledger.Open(ctx, p.ledger())
	if err != nil {
		return err
	}
	shop, err := l.AddShop(ctx, who, data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("-")})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	var orders []data.Order
	for i := range labelsEach {
		to := data.Contact{Name: fmt.Sprintf("髙橋 %d", i), Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: fmt.Sprintf("松本市山辺町3-%d", i+1)}}
		orders = append(orders, data.Order{
			Remote: data.Remote{ID: number(i), Number: number(i), PlacedAt: time.Unix(1_790_000_000+int64(i), 0)}, State: data.ToShip, Buyer: to,
			Parcels: []data.Parcel{{To: to}}, Sum: data.Sum{Currency: "JPY", Total: 1000}, Payment: data.Payment{Paid: true},
		})
	}
	_, err = l.SavePage(ctx, shop, orders, nil, nil)
	return errors.Join(err, l.Close())
}
