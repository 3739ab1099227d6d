package data

import "strings"

// Means is what a payment is to whoever writes a receipt.
type Means int

// The means of payment.
const (
	MeansCash    Means = iota // money, or a transfer of it
	MeansCard                 // on credit: no stamp when the receipt says so
	MeansCode                 // by code on a telephone: nobody has settled whether it needs a stamp
	MeansCOD                  // the carrier's slip is the receipt
	MeansKonbini              // the convenience store's slip is the receipt
	MeansLater                // 後払い: the collecting company's slip is the receipt
)

// meansWords are what storefronts call a payment, folded to lower case. The
// first that is found counts: 後払い at a convenience store is 後払い.
var meansWords = []struct {
	means Means
	words []string
}{
	{MeansLater, []string{"後払", "あと払", "paidy", "ペイディ", "atone", "np掛"}},
	{MeansCOD, []string{"代引", "代金引換", "着払", "コレクト", "cash on delivery"}},
	{MeansKonbini, []string{"コンビニ", "konbini", "convenience"}},
	{MeansCode, []string{"paypay", "ペイペイ", "d払", "au pay", "line pay", "メルペイ", "楽天ペイ", "コード決済"}},
	{MeansCard, []string{"クレジット", "カード", "card", "credit"}},
}

// Means says what kind of payment it is, by the storefront's words.
func (p Payment) Means() Means {
	if p.COD {
		return MeansCOD
	}
	method := strings.ToLower(p.Method)
	for _, m := range meansWords {
		for _, w := range m.words {
			if strings.Contains(method, w) && !strings.Contains(method, "デビット") && !strings.Contains(method, "プリペイド") {
				return m.means
			}
		}
	}
	return MeansCash
}
