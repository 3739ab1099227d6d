package labels

import "nifuda/labels/page"

// Field names a part of a label or sheet for a report. It is a translation key.
type Field string

// The parts of a label or sheet.
const (
	Postal  Field = "label.field.postal"
	Address Field = "label.field.address"
	Company Field = "label.field.company"
	Name    Field = "label.field.name"
	Wanted  Field = "label.field.wanted"
	Sender  Field = "label.field.sender"
	Number  Field = "label.field.number"
	Terms   Field = "label.field.terms" // the text of the take-out rule
	Goods   Field = "label.field.goods"
	Remarks Field = "label.field.remarks"
	Post    Field = "label.field.post" // the customer barcode
)

// Report says how a label differs from the words it was made of. A person
// looks at it before the label is printed.
type Report struct {
	Job    int // index into the jobs the sheets were made of
	Field  Field
	Key    string // translation key: what happened
	Detail string // the characters concerned; may be personal data
}

// What a report says. Only ReportCut means that words are missing.
const (
	ReportControl  = "label.report.control"  // invisible controls were left out
	ReportMissing  = "label.report.missing"  // 〓 stands for characters no font has
	ReportSelector = "label.report.selector" // drawn in its plain form
	ReportDamaged  = "label.report.damaged"  // 〓 stands for bytes that are no text
	ReportCut      = "label.report.cut"      // did not fit and is not on the label
	ReportLeft     = "label.report.left"     // a part that a small label has no room for; the address is whole
	ReportWrapped  = "label.report.wrapped"  // does not fit on one line and takes more
	ReportSmall    = "label.report.small"    // set smaller than is easy to read
	ReportNoCode   = "label.report.nocode"   // printed as text only, without bars
	ReportPostal   = "label.report.postal"   // no postal code of seven digits
)

// keyOf says what a report calls a loss.
func keyOf(k page.Kind) string {
	return map[page.Kind]string{
		page.Control: ReportControl, page.Missing: ReportMissing,
		page.Selector: ReportSelector, page.Damaged: ReportDamaged, page.Cut: ReportCut,
	}[k]
}

// Blocks reports whether a label with this report must not be printed before a
// person has decided: words are missing or replaced.
func (r Report) Blocks() bool {
	return r.Key == ReportCut || r.Key == ReportMissing || r.Key == ReportDamaged
}
