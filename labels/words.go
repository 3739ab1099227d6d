package labels

import (
	"fmt"
	"strings"

	"nifuda/data"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
)

// words are the clean lines of one label, before they have a size and a place.
type words struct {
	postal  string
	address []string // each begins a line of its own
	company string
	name    string // with 様 or 御中
	wanted  string // お届け希望 …
	part    string // 1/2個口
	sender  []string
	number  string
	bars    []uint8 // nil when the number cannot be bars
	post    []barcode.Bar
}

// writer cleans words and collects what was lost.
type writer struct {
	fonts   page.Fonts
	reports []Report
}

// report tells of something once for each field, with all characters concerned
// in their order. Lines are cut from the end, so the newest come first there.
func (w *writer) report(f Field, key, detail string) {
	for i, r := range w.reports {
		switch {
		case r.Field != f || r.Key != key:
			continue
		case key == ReportCut:
			w.reports[i].Detail = detail + " " + r.Detail
		default:
			w.reports[i].Detail += detail
		}
		return
	}
	w.reports = append(w.reports, Report{Field: f, Key: key, Detail: detail})
}

// clean makes words fit to be drawn in a role.
func (w *writer) clean(f Field, role page.Role, s string) string {
	out, losses := page.Clean(w.fonts, role, s)
	for _, l := range losses {
		w.report(f, keyOf(l.Kind), l.Text)
	}
	return strings.TrimSpace(out)
}

// wordsOf takes the words of a label from a job.
func (w *writer) wordsOf(j data.LabelJob) words {
	to := j.To
	out := words{
		company: w.clean(Company, page.Regular, to.Company),
		name:    w.clean(Name, page.Bold, to.Name),
		wanted:  w.clean(Wanted, page.Bold, wanted(j.Wanted)),
		number:  w.clean(Number, page.Mono, j.Number),
		sender:  w.senderOf(j.From),
	}
	if isJapan(to.Address) {
		out.postal = w.clean(Postal, page.Regular, postal(to.Address))
	}
	for _, s := range addressLines(to.Address) {
		if s = w.clean(Address, page.Regular, s); s != "" {
			out.address = append(out.address, s)
		}
	}
	if isJapan(to.Address) && !isSeven(to.Address.Postal) {
		w.report(Postal, ReportPostal, to.Address.Postal)
	}
	out.company, out.name = addressed(out.company, out.name)
	if j.Parts > 1 {
		out.part = fmt.Sprintf("%d/%d個口", j.Part, j.Parts)
	}
	if out.number != "" {
		first := data.BoxNumbers(out.number)[0] // bars are of one order; a scan of any finds the box
		bars, err := barcode.Code128(first)
		if err != nil {
			w.report(Number, ReportNoCode, first)
		}
		out.bars = bars
	}
	if j.Seq > 0 { // the same stands on list and slip; bars are of the order alone
		out.number = strings.TrimSpace(fmt.Sprintf("[%d] %s", j.Seq, out.number))
	}
	out.post = w.postOf(j)
	return out
}

// senderOf are the lines of who sends: name, address, telephone.
func (w *writer) senderOf(s data.Sender) []string {
	var phone string
	if s.Phone != "" {
		phone = "TEL " + s.Phone
	}
	lines := []string{s.Name}
	from := addressLines(s.Address)
	if p := postal(s.Address); p != "" && isJapan(s.Address) && len(from) > 0 {
		from[0] = p + " " + from[0]
	}
	var out []string
	for _, l := range append(append(lines, from...), phone) {
		if l = w.clean(Sender, page.Regular, l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func isJapan(a data.Address) bool { return a.Country == "" || strings.EqualFold(a.Country, "JP") }

func isSeven(postal string) bool {
	return len(postal) == 7 && strings.Trim(postal, "0123456789") == ""
}

// postal is the postal code as it stands on Japanese mail: 〒604-0000. One that could
// not be read as seven digits stands as it was written.
func postal(a data.Address) string {
	switch {
	case a.Postal == "":
		return ""
	case isSeven(a.Postal):
		return "〒" + a.Postal[:3] + "-" + a.Postal[3:]
	}
	return "〒" + strings.TrimSpace(strings.TrimPrefix(a.Postal, "〒"))
}

// addressLines are the lines of an address in the order its country has them.
func addressLines(a data.Address) []string {
	lines := []string{a.Prefecture + a.Street, a.Building}
	if !isJapan(a) {
		lines = []string{a.Building, a.Street, strings.TrimSpace(a.Prefecture + " " + a.Postal), a.Country}
	}
	var out []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

// forms of business that make a name a company's.
var businesses = []string{
	"株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "（株）", "(株)", "㈱", "（有）", "(有)", "㈲",
	"社団法人", "財団法人", "学校法人", "医療法人", "社会福祉法人", "宗教法人", "特定非営利活動法人",
}

// honorifics that a buyer may have written behind the name already.
var honorifics = []string{"様", "さま", "殿", "先生", "御中"}

// addressed adds 様 to a person, 御中 to a company without one.
func addressed(company, name string) (string, string) {
	switch {
	case name == "" && company == "":
		return "", ""
	case name == "":
		return "", honoured(company, "御中")
	}
	for _, b := range businesses {
		if strings.HasPrefix(name, b) || strings.HasSuffix(name, b) {
			return company, honoured(name, "御中")
		}
	}
	return company, honoured(name, "様")
}

func honoured(name, honorific string) string {
	for _, h := range honorifics {
		if strings.HasSuffix(name, h) && len(name) > len(h) {
			return name
		}
	}
	return name + " " + honorific
}

// weekdays of a date, beginning with Sunday as time.Weekday does.
const weekdays = "日月火水木金土"

// wanted is when the buyer wants the parcel: お届け希望 11月24日（火） 14-16時.
func wanted(w data.Wanted) string {
	slot := w.Slot
	if isHours(slot) {
		slot += "時"
	}
	if w.Date.IsZero() && slot == "" {
		return ""
	}
	if w.Date.IsZero() {
		return "お届け希望 " + slot
	}
	day := string([]rune(weekdays)[w.Date.Weekday()])
	return strings.TrimSpace(fmt.Sprintf("お届け希望 %d月%d日（%s） %s", w.Date.Month(), w.Date.Day(), day, slot))
}

// isHours reports whether a slot is two hours, such as 14-16.
func isHours(slot string) bool {
	from, to, ok := strings.Cut(slot, "-")
	return ok && from != "" && to != "" && strings.Trim(from+to, "0123456789") == ""
}
