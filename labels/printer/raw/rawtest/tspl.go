package rawtest

import (
	"fmt"
	"io"
	"regexp"
	"strconv"

	"nifuda/labels/raster"
)

// settings are the commands of TSPL that change how the next label is printed.
var settings = regexp.MustCompile(`^(SIZE \d+(\.\d+)? mm,\d+(\.\d+)? mm|GAP \d+(\.\d+)? mm,\d+ mm|DIRECTION 0,0|REFERENCE 0,0)$`)

// tspl reads one command of TSPL: an escape, or a line.
func (r *reader) tspl() error {
	b, err := r.in.ReadByte()
	if err != nil {
		return err
	}
	if b == 0x1b {
		switch what, err := r.word(2); {
		case err != nil:
			return err
		case what == "!?":
			return r.answer(flags)
		case what == "!.":
			r.p.forget()
			return nil
		default:
			return r.p.misread("ESC %q", what)
		}
	}
	_ = r.in.UnreadByte()
	line := ""
	for !regexp.MustCompile(`\n$|^BITMAP (\d+,){5}$`).MatchString(line) {
		b, err := r.in.ReadByte()
		if err != nil {
			return err
		}
		if line += string(rune(b)); len(line) > 64 || b > 0x7e {
			return r.p.misread("a line of %d bytes", len(line))
		}
	}
	return r.tsplLine(line)
}

func (r *reader) tsplLine(line string) error {
	word := line
	if n := len(line); n >= 2 && line[n-2:] == "\r\n" {
		word = line[:n-2]
	}
	var x, y, stride, height, mode, n int
	switch {
	case word == "" || settings.MatchString(word):
		return nil
	case word == "CLS":
		r.canvas = nil
		return nil
	case word == "PRINT 1,1":
		if r.canvas == nil {
			return r.p.misread("a print of nothing")
		}
		return r.p.print(r.canvas)
	}
	if _, err := fmt.Sscanf(word, "DENSITY %d", &n); err == nil && n <= 15 && word == "DENSITY "+strconv.Itoa(n) {
		r.p.dark(n)
		return nil
	}
	if _, err := fmt.Sscanf(word, "BITMAP %d,%d,%d,%d,%d,", &x, &y, &stride, &height, &mode); err != nil || x+y+mode != 0 {
		return r.p.misread("a line that begins with %.6q", word)
	}
	if err := r.p.half(); err != nil {
		return err
	}
	raw := make([]byte, stride*height)
	if _, err := io.ReadFull(r.in, raw); err != nil {
		return err
	}
	r.canvas = raster.NewBits(8*stride, height)
	for i := range 8 * stride * height {
		if raw[i/8]>>(7-i%8)&1 == 0 {
			r.canvas.Set(i%(8*stride), i/(8*stride))
		}
	}
	return nil
}

// flags is the answer to <ESC>!?.
func flags(s state, held int) []byte {
	return []byte{byte(flag(s.open) | flag(s.jam == 0)<<1 | flag(s.paper == 0)<<2 | flag(s.ribbon)<<3 | flag(s.paused)<<4 | flag(held > 0)<<5)}
}
