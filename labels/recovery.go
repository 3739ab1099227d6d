package labels

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"nifuda/labels/barcode"
	"nifuda/labels/page"
)

// The recovery sheet in millimetres and points.
const (
	sheetWidth, sheetHeight = 210, 297
	sheetMargin             = 22
	groupsPerRow            = 4
	groupPitch              = (sheetWidth - 2*sheetMargin) / groupsPerRow
	groupSize               = 19
	qrSide                  = 46
)

// RecoverySheet is the A4 page that opens the ledger when the passphrase is
// lost: the shop's name, the day, the groups of the recovery code in their
// order, and a QR code of content, which may be empty for none.
//
// The groups are copied as bytes into the page and never joined to a string.
// Who has printed the page calls its Wipe, and prints by way of raster and
// pdf.Pictures, whose results can be overwritten too. It fails when content is
// too long for a QR code.
func (p *Pen) RecoverySheet(shop string, day time.Time, groups [][]byte, content []byte) (page.Page, error) {
	out := page.Page{Width: sheetWidth, Height: sheetHeight}
	w := &writer{fonts: p.fonts}
	head := column{fonts: p.fonts, width: sheetWidth - 2*sheetMargin}
	head.add(style{role: page.Bold, size: 26, least: 20}, "回復シート")
	head.add(style{role: page.Regular, size: 13, least: 9, lead: 3}, w.clean(Name, page.Regular, shop))
	head.add(style{role: page.Regular, size: 11, least: 9, lead: 1},
		onDay(day)+"に作成")
	head.add(style{role: page.Regular, size: 11, least: 9, lead: 6},
		"合言葉を忘れたとき、下の文字を番号の順に入れると帳簿が開きます。")
	head.draw(&out, sheetMargin, sheetMargin)
	y := sheetMargin + head.height + 8
	y = p.groups(&out, groups, y)
	if len(content) > 0 {
		code, err := barcode.QR(content)
		if err != nil {
			return page.Page{}, fmt.Errorf("draw the recovery sheet: %w", err)
		}
		module := float64(qrSide) / float64(code.Size)
		out.Add(page.Modules{X: sheetMargin, Y: y + 8, Module: module, Size: code.Size, Dark: code.Dark})
	}
	p.warnings(&out, y+8, len(content) > 0)
	return out, nil
}

// groups sets the code in numbered boxes and returns where they end.
func (p *Pen) groups(out *page.Page, groups [][]byte, y float64) float64 {
	const boxHeight, gap, inset = 17, 4, 3 // mm
	for i, g := range groups {
		x := sheetMargin + float64(i%groupsPerRow)*groupPitch
		top := y + float64(i/groupsPerRow)*(boxHeight+gap)
		out.Add(
			page.Box{X: x, Y: top, W: groupPitch - gap, H: boxHeight, Line: 0.25},
			page.Text{Role: page.Mono, Size: 7, X: x + 1.5, Y: top + 3.6, Text: []byte(strconv.Itoa(i + 1))},
			page.Text{Role: page.Mono, Size: p.groupSize(g, groupPitch-gap-2*inset), X: x + inset, Y: top + 12.3, Text: bytes.Clone(g)},
		)
	}
	rows := (len(groups) + groupsPerRow - 1) / groupsPerRow
	return y + float64(rows)*(boxHeight+gap)
}

// groupSize is the size at which a group of the code fits its box, in pt. It
// measures glyphs, not a string of the group.
func (p *Pen) groupSize(group []byte, width float64) float64 {
	sum := 0
	for _, g := range p.fonts.Shape(page.Mono, group) {
		sum += g.Advance
	}
	em := float64(sum) / 1000
	if em*groupSize*page.MMPerPt <= width {
		return groupSize
	}
	return width / (em * page.MMPerPt)
}

// warnings stand beside the QR code, or over the whole width without one.
func (p *Pen) warnings(out *page.Page, y float64, code bool) {
	x := float64(sheetMargin)
	if code {
		x += qrSide + 8
	}
	col := column{fonts: p.fonts, width: sheetWidth - sheetMargin - x}
	col.add(style{role: page.Bold, size: 12, least: 9}, "この紙を持つ人は、だれでも帳簿を開けます。")
	col.add(style{role: page.Regular, size: 10.5, least: 9, lead: 2},
		"・金庫など、鍵のかかる場所にしまってください。",
		"・写真に撮らないでください。写しも作らないでください。",
		"・なくしたときは、設定の「安全」で新しい回復シートを作ると、この紙は使えなくなります。",
	)
	col.draw(out, x, y)
}
