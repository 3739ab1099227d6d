package rakuten

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// The dates that orders can be asked for by (dateType).
const (
	ordered  = 1 // 注文日
	fixed    = 3 // 注文確定日
	reported = 5 // 発送完了報告日
	settled  = 6 // 決済確定日
)

// limit is the largest page, ceiling how many numbers of one question can be
// fetched at all.
const (
	limit   = 1000
	ceiling = 15000
)

// progress are all stages of an order.
var progress = []int{100, 200, 300, 400, 500, 600, 700, 800, 900}

// stamp is how the API writes a time.
const stamp = "2006-01-02T15:04:05-0700"

// window is a part of the time that was asked for, and a page of it.
type window struct {
	From, To time.Time
	Page     int
}

// after is the window as a cursor; readAfter gives what was asked for where it
// cannot be read.
func (w window) after() string {
	return fmt.Sprintf("%d-%d-%d", w.From.Unix(), w.To.Unix(), w.Page)
}

func readAfter(q pull.Question) window {
	var from, to int64
	w := window{From: q.From, To: q.To, Page: 1}
	if n, _ := fmt.Sscanf(q.After, "%d-%d-%d", &from, &to, &w.Page); n != 3 || w.Page < 1 || from >= to {
		return window{From: q.From, To: q.To, Page: 1}
	}
	w.From, w.To = time.Unix(from, 0), time.Unix(to, 0)
	return w
}

// halves is how often a window is halved: 62 days 24 times over is a third of a
// second.
const halves = 24

// search asks for the numbers of orders by one of their dates.
func (s *Shop) search(kind int) func(context.Context, pull.Question) (pull.Answer, error) {
	return func(ctx context.Context, q pull.Question) (pull.Answer, error) {
		// Nothing is dated later than today there.
		now := s.wire.There().In(shop.JST)
		if end := time.Date(now.Year(), now.Month(), now.Day(), 23, 59, 59, 0, shop.JST); q.To.After(end) {
			q.To = end
		}
		w := readAfter(q)
		for range 2 * halves {
			got, err := s.find(ctx, kind, w)
			if err != nil {
				return pull.Answer{}, err
			}
			long := w.To.Sub(w.From)
			switch {
			case got.Total > ceiling && long > 2*time.Second:
				w = window{From: w.From, To: w.From.Add(long / 2).Truncate(time.Second), Page: 1}
			case got.More:
				got.Next = window{From: w.From, To: w.To, Page: w.Page + 1}.after()
				return got, nil
			case !w.To.Before(q.To):
				return got, nil
			case len(got.Rows) > 0:
				got.Next, got.More = window{From: w.To, To: q.To, Page: 1}.after(), true
				return got, nil
			default:
				w = window{From: w.To, To: q.To, Page: 1}
			}
		}
		return pull.Answer{}, shop.Fault(shop.KeyNonsense, errors.New("rakuten.search: more orders than can be asked for"))
	}
}

// question is a searchOrder.
type question struct {
	DateType int    `json:"dateType"`
	From     string `json:"startDatetime"`
	To       string `json:"endDatetime"`
	Progress []int  `json:"orderProgressList"`
	Paging   paging `json:"PaginationRequestModel"`
}

type paging struct {
	Limit int    `json:"requestRecordsAmount"`
	Page  int    `json:"requestPage"`
	Sort  []sort `json:"SortModelList"`
}

type sort struct {
	Column    int `json:"sortColumn"`    // 1 is the order date
	Direction int `json:"sortDirection"` // 1 is the oldest first
}

// find asks for one page of numbers.
func (s *Shop) find(ctx context.Context, kind int, w window) (got pull.Answer, err error) {
	q := question{kind, w.From.In(shop.JST).Format(stamp), w.To.In(shop.JST).Format(stamp), progress, paging{limit, w.Page, []sort{{1, 1}}}}
	err = s.ask(ctx, "rakuten.search", "/es/2.0/order/searchOrder/", q, false, func(reply []byte) (err error) {
		got, err = readNumbers(reply, w.Page)
		return err
	})
	return got, err
}

// readNumbers reads a page of numbers. Where nothing was found the figures are
// null.
func readNumbers(reply []byte, page int) (pull.Answer, error) {
	var in struct {
		Messages messages  `json:"MessageModelList"`
		Numbers  *[]string `json:"orderNumberList"`
		Paging   *struct {
			Total *int `json:"totalRecordsAmount"`
			Pages *int `json:"totalPages"`
		} `json:"PaginationResponseModel"`
	}
	if err := wire.JSON(reply, &in); err != nil {
		return pull.Answer{}, err
	}
	switch {
	case in.Messages.bad():
		return pull.Answer{}, shop.Fault(shop.KeyNonsense, errors.New("rakuten.search: refused"))
	case in.Numbers == nil || in.Paging == nil:
		return pull.Answer{}, errors.New("no numbers in the answer")
	}
	var got pull.Answer
	for _, n := range *in.Numbers {
		r := pull.Row{ID: n}
		if !shop.PlainID(n) {
			r = pull.Row{Flaw: "an order number that is none"}
		}
		got.Rows = append(got.Rows, r)
	}
	if in.Paging.Total != nil {
		got.Total = max(*in.Paging.Total, 0)
	}
	if in.Paging.Pages != nil {
		got.More = page < *in.Paging.Pages
	}
	return got, nil
}
