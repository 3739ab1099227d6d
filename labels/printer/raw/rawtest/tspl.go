package rawtest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"nifuda/labels/raster"
)

// settings are the commands of TSPL that change how the next label is printed.
var settings = regexp.MustCompile(`^(SIZE \d+(\.\d+)? mm,\d+(\.\d+)? mm|GAP \d+(\.\d+)? mm,\d+ mm|DIRECTION 0,0|REFERENCE 0,0)$`)

// whole is a line, or one that dots follow.
var whole = regexp.MustCompile(`\n$|^BITMAP (\d+,){5}$`)

// tspl reads one command of TSPL: an escape, or a line.
func (r *reader) tspl() error {
	if c := r.p.canvas; c != nil {
		if err := r.dots(c.Width / 8 * c.Height); err != nil {
			return err
		}
	}
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
	for !whole.MatchString(line) {
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
	word := strings.TrimRight(line, "\r\n")
	var x, y, stride, height, mode, n int
	switch {
	case word == "" || settings.MatchString(word):
		return nil
	case word == "CLS":
		r.p.canvas = nil
		return nil
	case word == "PRINT 1,1":
		if r.p.canvas == nil {
			return r.p.misread("a print of nothing")
		}
		return r.p.print(r.p.canvas)
	}
	if _, err := fmt.Sscanf(word, "DENSITY %d", &n); err == nil && n <= 15 && word == "DENSITY "+strconv.Itoa(n) {
		r.p.dark(n)
		return nil
	}
	if _, err := fmt.Sscanf(word, "BITMAP %d,%d,%d,%d,%d,", &x, &y, &stride, &height, &mode); err != nil || x+y+mode != 0 {
		return r.p.misread("a line that begins with %.6q", word)
	}
	r.p.canvas, r.p.dots = raster.NewBits(8*stride, height), 0
	if err := r.dots(stride * height / 2); err != nil {
		return err
	}
	if err := r.p.half(); err != nil {
		return err
	}
	return r.dots(stride * height)
}

// dots reads a bitmap up to its byte to. What a connection leaves undone the next
// goes on with: whatever it sends first is dots.
func (r *reader) dots(to int) error {
	for c := r.p.canvas; r.p.dots < to; r.p.dots++ {
		b, err := r.in.ReadByte()
		if err != nil {
			return err
		}
		for i := range 8 {
			if at := 8*r.p.dots + i; b>>(7-i)&1 == 0 {
				c.Set(at%c.Width, at/c.Width)
			}
		}
	}
	return nil
}

// flags is the answer to <ESC>!?.
func flags(s state, held int) []byte {
	return []byte{byte(flag(s.open) | flag(s.jam == 0)<<1 | flag(s.paper == 0)<<2 | flag(s.ribbon)<<3 | flag(s.paused)<<4 | flag(held > 0)<<5)}
}
