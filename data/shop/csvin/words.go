package csvin

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"

	"nifuda/data"
	"nifuda/data/shop"
)

// The words of carts for how an order stands, as they begin or are contained,
// folded. 楽天 and Yahoo!ショッピング number their states; only 楽天's numbers stand
// in its file, of three digits, and mean nothing anywhere else.
var (
	cancelWords = []string{"キャンセル", "取消", "取り消し", "cancel", "void", "900", "800", "返品"}
	awaitWords  = []string{"入金待", "未入金", "支払待", "支払い待", "決済処理中", "購入処理中", "注文確認待", "pending", "unpaid", "100", "200", "400"}
	shipWords   = []string{"入金済", "発送待", "出荷待", "未発送", "出荷準備", "unfulfilled", "partial", "一部発送", "300", "対応中", "取り寄せ中"}
	goneWords   = []string{"発送済", "出荷済", "配送済", "配送完了", "発送完了", "出荷完了", "500", "600", "700"}
	newWords    = []string{"新規", "未処理", "受付", "open", "処理中"}
)

// noWords say no, where a cell may also hold a day or a word of its own.
var noWords = []string{"", "0", "no", "false", "n", "未", "×", "-", "なし", "unfulfilled", "pending", "unpaid", "authorized", "partial", "restocked"}

var yesWords = []string{"1", "yes", "true", "y", "済", "済み", "○", "paid", "fulfilled", "shipped", "partially_refunded", "refunded"}

func folded(s string) string { return strings.ToLower(width.Fold.String(shop.Line(s))) }

// state reads a word for how an order stands: zero where it leaves open whether
// it may ship, and known false for a word nobody told us of.
func state(word string) (s data.State, known bool) {
	w := folded(word)
	numbers := len(w) == 3 && strings.Trim(w, "0123456789") == ""
	for _, c := range []struct {
		words []string
		state data.State
	}{{cancelWords, data.Cancelled}, {awaitWords, data.AwaitingPayment}, {shipWords, data.ToShip}, {goneWords, data.Shipped}, {newWords, 0}} {
		for _, has := range c.words {
			if has[0] >= '0' && has[0] <= '9' {
				if numbers && w == has {
					return c.state, true
				}
			} else if strings.Contains(w, has) {
				return c.state, true
			}
		}
	}
	return 0, w == ""
}

// said reads a cell that says whether something was done: a word, or the day it
// was done on.
func said(cell string) (yes, known bool) {
	w := folded(cell)
	for _, no := range noWords {
		if w == no {
			return false, true
		}
	}
	for _, y := range yesWords {
		if w == y {
			return true, true
		}
	}
	switch {
	case strings.HasPrefix(w, "未") || strings.Contains(w, "待"):
		return false, true
	case strings.HasSuffix(w, "済") || strings.HasSuffix(w, "済み") || strings.HasSuffix(w, "完了"):
		return true, true
	}
	_, ok := moment(cell)
	return ok, ok
}

// basis reads a rate as basis points: 10, 10%, 0.08.
func basis(cell string) (int, bool) {
	w := strings.TrimSuffix(folded(cell), "%")
	n, whole, ok := shop.Minor(w, 4)
	switch {
	case w == "":
		return 0, true
	case !ok || !whole || n < 0 || n > 100*10_000:
		return 0, false
	case n < 10_000: // a fraction of one
		return int(n), true
	}
	return int(n / 100), true
}

var jst = time.FixedZone("JST", 9*60*60)

// day and clock are dates and times of day as carts write them: the year first.
var (
	day   = regexp.MustCompile(`^(\d{4})(?:[-/.年]\s*)(\d{1,2})(?:[-/.月]\s*)(\d{1,2})日?`)
	plain = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\D|\d{4,6}|$)`)
	clock = regexp.MustCompile(`^[t(月火水木金土日)\s]*(\d{1,2})[:時](\d{2})(?:[:分](\d{2})(?:\.\d+)?秒?)?\s*(z|[+-]\d{2}:?\d{2}|\+?jst)?$`)
	solid = regexp.MustCompile(`^(\d{1,2})(\d{2})(\d{2})$`)
)

// moment reads a date, and the time of day after it. Without a zone it is
// Japan's.
func moment(date string) (time.Time, bool) {
	d := folded(date)
	m := day.FindStringSubmatch(d)
	rest := ""
	if m == nil {
		if m = plain.FindStringSubmatch(d); m == nil {
			return time.Time{}, false
		}
		rest = strings.TrimSpace(d[8:])
	} else {
		rest = strings.TrimSpace(d[len(m[0]):])
	}
	at, ok := onClock(rest)
	if !ok {
		return time.Time{}, false
	}
	y, mo, da := number(m[1]), number(m[2]), number(m[3])
	t := time.Date(y, time.Month(mo), da, at.h, at.m, at.s, 0, at.zone)
	if y < 1990 || y > 2200 || t.Month() != time.Month(mo) || t.Day() != da {
		return time.Time{}, false
	}
	return t, true
}

type onDial struct {
	h, m, s int
	zone    *time.Location
}

func onClock(rest string) (onDial, bool) {
	at := onDial{zone: jst}
	if rest == "" {
		return at, true
	}
	m := clock.FindStringSubmatch(rest)
	if m == nil {
		if m = solid.FindStringSubmatch(rest); m == nil { // 103309
			return at, false
		}
		m = append(m, "")
	}
	at.h, at.m, at.s = number(m[1]), number(m[2]), number(m[3])
	if at.h > 23 || at.m > 59 || at.s > 59 {
		return at, false
	}
	switch z := strings.ReplaceAll(m[4], ":", ""); {
	case z == "z":
		at.zone = time.UTC
	case len(z) == 5:
		offset := (number(z[1:3])*60 + number(z[3:])) * 60
		if z[0] == '-' {
			offset = -offset
		}
		at.zone = time.FixedZone("", offset)
	}
	return at, true
}

// number is a run of digits that a pattern found.
func number(s string) (n int) {
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// hours are a span of hours without a sign between: 1416, 810.
var hours = regexp.MustCompile(`^(\d{1,2})(\d{2})$`)

func slot(s string) string {
	w := folded(s)
	if m := hours.FindStringSubmatch(w); m != nil && number(m[1]) < number(m[2]) && number(m[2]) <= 24 {
		return strings.TrimPrefix(m[1], "0") + "-" + strings.TrimPrefix(m[2], "0")
	}
	if w == "0" || w == "指定なし" || w == "指定無し" {
		return ""
	}
	return shop.Slot(s)
}
