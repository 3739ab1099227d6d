package rawtest

import (
	"fmt"
	"strconv"
	"strings"

	"nifuda/labels/raster"
)

// format is what stands between ^XA and ^XZ.
type format struct {
	width, height int
	x, y          int
	fields        []func(*raster.Bits)
}

// zpl reads one command of ZPL. Outside of a format there are only those with a
// tilde, and line ends.
func (r *reader) zpl() error {
	b, err := r.in.ReadByte()
	switch {
	case err != nil:
		return err
	case b == '\n' || b == '\r':
		return nil
	case b == '~':
		return r.tilde()
	case b != '^':
		return r.p.misread("a byte 0x%02x outside of a command", b)
	}
	name, err := r.word(2)
	if err != nil {
		return err
	}
	if name != "XA" {
		return r.p.misread("^%q outside of a format", name)
	}
	return r.zplFormat()
}

func (r *reader) tilde() error {
	name, err := r.word(2)
	if err != nil {
		return err
	}
	switch name {
	case "HS":
		return r.answer(hostStatus)
	case "JA":
		r.p.forget()
		return nil
	case "SD":
		n, err := r.word(2)
		if err != nil {
			return err
		}
		v, err := strconv.Atoi(n)
		if err != nil || v > 30 {
			return r.p.misread("a darkness of %q", n)
		}
		r.p.dark(v)
		return nil
	case "HQ":
		if what, err := r.word(2); err != nil || what != "ES" {
			return r.p.misread("~HQ%q", what)
		}
		return r.answer(errorStatus)
	}
	return r.p.misread("~%q", name)
}

func (r *reader) word(n int) (string, error) {
	var w []byte
	for range n {
		b, err := r.in.ReadByte()
		if err != nil {
			return "", err
		}
		w = append(w, b)
	}
	return string(w), nil
}

// arguments reads what follows a command, up to the next one.
func (r *reader) arguments() (string, error) {
	var w []byte
	for {
		b, err := r.in.ReadByte()
		if err != nil {
			return "", err
		}
		if b == '^' || b == '~' {
			return string(w), r.in.UnreadByte()
		}
		w = append(w, b)
	}
}

func (r *reader) zplFormat() error {
	f := format{}
	for {
		b, err := r.in.ReadByte()
		if err != nil {
			return err
		}
		if b == '~' {
			if err := r.tilde(); err != nil {
				return err
			}
			continue
		}
		name, err := r.word(2)
		if err != nil {
			return err
		}
		if b != '^' {
			return r.p.misread("a byte 0x%02x in a format", b)
		}
		if name == "XZ" {
			out := raster.NewBits(f.width, f.height)
			for _, draw := range f.fields {
				draw(out)
			}
			return r.p.print(out)
		}
		args, err := r.arguments()
		if err == nil {
			err = r.zplCommand(&f, name, args)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) zplCommand(f *format, name, args string) error {
	n, err := strconv.Atoi(args)
	switch name + args {
	case "XA":
		*f = format{}
		return nil
	case "PON", "PMN", "LRN", "LH0,0", "LS0", "PQ1", "FS":
		return nil
	}
	switch name {
	case "PW":
		f.width = n
	case "LL":
		f.height = n
	case "FO":
		_, err = fmt.Sscanf(args, "%d,%d", &f.x, &f.y)
	case "GF":
		if len(f.fields) == 0 {
			if err := r.p.half(); err != nil {
				return err
			}
		}
		return r.graphic(f, args)
	default:
		return r.p.misread("^%s with %d bytes", name, len(args))
	}
	if err != nil {
		return r.p.misread("^%s%q", name, args)
	}
	return nil
}

// graphic reads A,total,total,stride,data.
func (r *reader) graphic(f *format, args string) error {
	parts := strings.SplitN(args, ",", 5)
	if len(parts) != 5 || parts[0] != "A" || parts[1] != parts[2] {
		return r.p.misread("a ^GF of %d parts", len(parts))
	}
	total, errA := strconv.Atoi(parts[2])
	stride, errB := strconv.Atoi(parts[3])
	if errA != nil || errB != nil || total < 1 || total > 99999 || stride < 1 || total%stride != 0 {
		return r.p.misread("a ^GF of %q bytes in rows of %q", parts[2], parts[3])
	}
	rows, ok := hexRows(parts[4], stride)
	if !ok || len(rows) != total/stride {
		return r.p.misread("a ^GF whose data gives %d rows, want %d", len(rows), total/stride)
	}
	x, y := f.x, f.y
	f.fields = append(f.fields, func(b *raster.Bits) {
		for j, row := range rows {
			for i := range 8 * stride {
				if row[i/8]>>(7-i%8)&1 == 1 && x+i < b.Width && y+j < b.Height {
					b.Set(x+i, y+j)
				}
			}
		}
	})
	return nil
}

// hexRows undoes ZPL's counts.
func hexRows(s string, stride int) (rows [][]byte, ok bool) {
	var row []byte // one digit a byte
	times := 0
	end := func(fill byte) {
		for len(row) < 2*stride {
			row = append(row, fill)
		}
		out := make([]byte, stride)
		for i := range out {
			out[i] = row[2*i]<<4 | row[2*i+1]
		}
		rows, row = append(rows, out), nil
	}
	for _, c := range []byte(s) {
		switch {
		case c >= 'G' && c <= 'Y':
			times += int(c-'G') + 1
			continue
		case c >= 'g' && c <= 'z':
			times += 20 * (int(c-'g') + 1)
			continue
		case c == ',' && times == 0:
			end(0)
		case c == '!' && times == 0:
			end(15)
		case c == ':' && times == 0 && len(row) == 0 && len(rows) > 0:
			rows = append(rows, rows[len(rows)-1])
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'F':
			v := c - '0'
			if c >= 'A' {
				v = c - 'A' + 10
			}
			for range max(times, 1) {
				row = append(row, v)
			}
			if times = 0; len(row) > 2*stride {
				return rows, false
			}
			if len(row) == 2*stride {
				end(0)
			}
		default:
			return rows, false
		}
	}
	return rows, len(row) == 0 && times == 0
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// hostStatus is the answer to ~HS.
func hostStatus(s state, held int) []byte {
	stopped := s.paused || s.jam == 0
	return fmt.Appendf(nil, "\x02030,%d,%d,1218,%03d,0,0,0,000,0,0,0\x03\r\n\x02001,0,%d,%d,1,2,6,0,%08d,1,000\x03\r\n\x021234,0\x03\r\n",
		flag(s.paper == 0), flag(stopped), held, flag(s.open), flag(s.ribbon), min(held, 1))
}

// errorStatus is the answer to ~HQES.
func errorStatus(s state, _ int) []byte {
	bits := flag(s.paper == 0) | flag(s.ribbon)<<1 | flag(s.open)<<2 | flag(s.paused)<<16 | flag(s.jam == 0)<<15
	return fmt.Appendf(nil, "\x02\r\n  PRINTER STATUS\r\n   ERRORS:         %d 00000000 %08X\r\n   WARNINGS:       0 00000000 00000000\r\n\x03", flag(bits != 0), bits)
}
