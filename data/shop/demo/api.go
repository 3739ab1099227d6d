package demo

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

type object = map[string]any

// ServeHTTP answers like the documented API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if left, over := s.limited(); over {
		w.Header().Set("Retry-After", strconv.Itoa(left))
		refuse(w, http.StatusTooManyRequests, 429000)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+s.Token {
		refuse(w, http.StatusUnauthorized, 401010)
		return
	}
	status, body := s.answer(r)
	if status != http.StatusOK {
		refuse(w, status, status*1000+100)
		return
	}
	text, err := json.Marshal(body)
	if err != nil {
		refuse(w, http.StatusInternalServerError, 500000)
		return
	}
	s.mishap()(w, r, text)
}

func refuse(w http.ResponseWriter, status, code int) {
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(object{"errors": []object{{"code": code, "message": http.StatusText(status), "status": status}}})
}

// limited counts a request, and says how many seconds are left when there were
// too many in this minute.
func (s *Server) limited() (left int, over bool) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cfg.PerMinute <= 0 {
		return 0, false
	}
	if m := now.Unix() / 60; m != s.minute {
		s.minute, s.asked = m, 0
	}
	s.asked++
	return 60 - now.Second(), s.asked > s.cfg.PerMinute
}

func (s *Server) answer(r *http.Request) (int, any) {
	path := strings.TrimSuffix(r.URL.Path, ".json")
	id, one := strings.CutPrefix(path, "/v1/sales/")
	switch {
	case one && r.Method == http.MethodPut:
		return s.put(id, r.Body)
	case r.Method != http.MethodGet:
		return http.StatusNotFound, nil
	case one:
		return s.get(id)
	}
	switch path {
	case "/v1/sales":
		return http.StatusOK, s.list(r.URL.Query())
	case "/v1/payments":
		return http.StatusOK, object{"payments": []object{
			{"id": byCard, "name": "クレジットカード", "type": 2, "fee": nil}, {"id": byTransfer, "name": "銀行振込", "type": 1, "fee": nil}, {"id": byCOD, "name": "代金引換", "type": 0, "fee": codFee}}}
	case "/v1/deliveries":
		return http.StatusOK, object{"deliveries": []object{
			{"id": 901, "name": "ヤマト運輸 宅急便", "method_type": "yamato"}, {"id": 902, "name": "ゆうパック", "method_type": "jp"}}}
	case "/v1/shop":
		return http.StatusOK, object{"shop": object{"id": "PA00000000", "title": "器と茶 架空堂", "name1": "架空", "tax_type": "included", "tax": 10, "reduce_tax_rate": 8, "tax_rounding_method": "round_off"}}
	}
	return http.StatusNotFound, nil
}

func (s *Server) get(id string) (int, any) {
	for _, o := range s.sales() {
		if strconv.Itoa(o.id) == id {
			return http.StatusOK, object{"sale": write(o, s.look(o, s.now()))}
		}
	}
	return http.StatusNotFound, nil
}

// list answers a search as documented: without dates the last seven days, ten
// sales unless more are asked for, never more than a hundred.
func (s *Server) list(q url.Values) object {
	limit := min(number(q, "limit", 10), 100)
	offset := number(q, "offset", 0)
	keep := s.search(q)
	rows := []object{}
	total, now := 0, s.now()
	for _, o := range s.sales() {
		v := s.look(o, now)
		if !keep(o, v) {
			continue
		}
		if total++; total > offset && len(rows) < limit {
			rows = append(rows, write(o, v))
		}
	}
	return object{"sales": rows, "meta": object{"total": total, "limit": limit, "offset": offset}}
}

// search turns the parameters into a question about one sale.
func (s *Server) search(q url.Values) func(order, view) bool {
	end := moment(cmp.Or(q.Get("make_date_max"), q.Get("before")), s.now())
	week := end.In(jst).AddDate(0, 0, -7)
	start := moment(cmp.Or(q.Get("make_date_min"), q.Get("after")), time.Date(week.Year(), week.Month(), week.Day(), 0, 0, 0, 0, jst))
	from, to := moment(q.Get("update_date_min"), time.Time{}), moment(q.Get("update_date_max"), s.now())
	var ids []string
	if q.Has("ids") {
		ids = strings.Split(q.Get("ids"), ",")
	}
	return func(o order, v view) bool {
		if o.life.placed.Before(start) || o.life.placed.After(end) || v.changed.Before(from) || v.changed.After(to) {
			return false
		}
		for flag, is := range map[string]bool{"paid": v.paid, "delivered": v.delivered(o), "canceled": v.cancelled} {
			if want, err := strconv.ParseBool(q.Get(flag)); err == nil && is != want {
				return false
			}
		}
		return ids == nil || slices.Contains(ids, strconv.Itoa(o.id))
	}
}

func number(q url.Values, name string, or int) int {
	if n, err := strconv.Atoi(q.Get(name)); err == nil && n >= 0 {
		return n
	}
	return or
}

// moment reads a date or a date and time of Japan. Nonsense is as good as
// nothing, as with the real API.
func moment(text string, or time.Time) time.Time {
	for _, layout := range []string{time.DateTime, time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, jst); err == nil {
			return at
		}
	}
	return or
}

// put changes what a change of a sale may name; the rest keeps its value.
func (s *Server) put(id string, body io.Reader) (int, any) {
	var in struct {
		Sale struct {
			Paid       *bool
			Deliveries []struct {
				ID        int
				Slip      *string `json:"slip_number"`
				Delivered *bool
			} `json:"sale_deliveries"`
		}
	}
	if json.NewDecoder(io.LimitReader(body, 1<<20)).Decode(&in) != nil {
		return http.StatusUnprocessableEntity, nil
	}
	all := s.sales()
	i := slices.IndexFunc(all, func(o order) bool { return strconv.Itoa(o.id) == id })
	if i < 0 {
		return http.StatusNotFound, nil
	}
	o, now := all[i], s.now()
	s.mu.Lock()
	c := s.written[o.id].copy(now)
	if in.Sale.Paid != nil {
		c.paid = in.Sale.Paid
	}
	for _, d := range in.Sale.Deliveries {
		n := d.ID - shipmentID(o, 0)
		if n < 0 || n >= len(o.shipments) {
			continue
		}
		if d.Slip != nil {
			c.slips[n] = *d.Slip
		}
		if d.Delivered != nil {
			c.delivered[n] = *d.Delivered
		}
	}
	s.written[o.id] = c
	s.mu.Unlock()
	return http.StatusOK, object{"sale": write(o, s.look(o, now))}
}
