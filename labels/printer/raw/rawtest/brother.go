package rawtest

import (
	"encoding/binary"
	"io"

	"nifuda/labels/raster"
)

// brotherJob is a label on its way.
type brotherJob struct {
	lines int
	rows  [][]byte
}

// brother reads one command of the QL raster. Its labels are as wide as the
// print head.
func (r *reader) brother() error {
	b, err := r.in.ReadByte()
	if err != nil {
		return err
	}
	switch b {
	case 0:
		return nil
	case 0x1b:
		return r.brotherEscape()
	case 'M':
		return r.expect("no compression", 0)
	case 'g':
		return r.brotherRow()
	case 0x1a:
		return r.brotherPrint()
	}
	return r.p.misread("a byte 0x%02x", b)
}

func (r *reader) expect(what string, want ...byte) error {
	got := make([]byte, len(want))
	if _, err := io.ReadFull(r.in, got); err != nil {
		return err
	}
	if string(got) != string(want) {
		return r.p.misread("%s: % x", what, got)
	}
	return nil
}

func (r *reader) brotherEscape() error {
	b, err := r.in.ReadByte()
	if err != nil {
		return err
	}
	if b == '@' {
		r.brotherJob = brotherJob{}
		r.p.forget()
		return nil
	}
	if b != 'i' {
		return r.p.misread("ESC 0x%02x", b)
	}
	if b, err = r.in.ReadByte(); err != nil {
		return err
	}
	switch b {
	case 'S':
		return r.answer(func(s state, _ int) []byte { return brotherStatus(s, 0) })
	case 'a':
		return r.expect("raster mode", 1)
	case '!':
		return r.expect("notices", 0)
	case 'M':
		return r.expect("cutting", 0x40)
	case 'A':
		return r.expect("cut each", 1)
	case 'K':
		return r.expect("cut at the end", 8)
	case 'd':
		_, err := r.word(2)
		return err
	case 'z':
		return r.brotherPaper()
	}
	return r.p.misread("ESC i 0x%02x", b)
}

func (r *reader) brotherPaper() error {
	var b [10]byte
	if _, err := io.ReadFull(r.in, b[:]); err != nil {
		return err
	}
	if b[0]&0x80 == 0 || b[1] != 0x0A && b[1] != 0x0B || b[2] != 62 {
		return r.p.misread("paper % x", b)
	}
	r.lines = int(binary.LittleEndian.Uint32(b[4:]))
	return nil
}

func (r *reader) brotherRow() error {
	if err := r.expect("a row", 0, 90); err != nil {
		return err
	}
	row := make([]byte, 90)
	if _, err := io.ReadFull(r.in, row); err != nil {
		return err
	}
	if r.rows = append(r.rows, row); len(r.rows) == 2 {
		return r.p.half()
	}
	return nil
}

func (r *reader) brotherPrint() error {
	if len(r.rows) != r.lines || r.lines == 0 {
		return r.p.misread("%d rows, and %d were announced", len(r.rows), r.lines)
	}
	out := raster.NewBits(720, len(r.rows))
	for y, row := range r.rows {
		for x := range 720 {
			if row[x/8]>>(7-x%8)&1 == 1 {
				out.Set(719-x, y) // the head sees it from the other side
			}
		}
	}
	r.brotherJob = brotherJob{}
	return r.p.print(out)
}

// tell says something of its own accord: 1 for a page that came out, 2 for a
// trouble.
func (p *Printer) tell(kind byte) {
	if !p.state.silent && p.conn != nil {
		_, _ = p.conn.Write(brotherStatus(p.state, kind))
	}
}

func brotherStatus(s state, kind byte) []byte {
	b := make([]byte, 32)
	b[0], b[1], b[2], b[3] = 0x80, 0x20, 'B', '4'
	b[8] = byte(flag(s.paper == 0)<<1 | flag(s.jam == 0)<<2)
	b[9] = byte(flag(s.open) << 4)
	b[10], b[11], b[18] = 62, 0x0B, kind
	return b
}
