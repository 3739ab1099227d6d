package raw

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// zpl is Zebra's ZPL II, as its Programming Guide (P1099958) has it.
type zpl struct{}

// maxField is how many bytes one ^GF takes.
const maxField = 99999

// sheet is one format. The print speed and where the label begins are left as
// they are set at the printer.
func (zpl) sheet(_ Paper, bits *raster.Bits, darkness int) ([]byte, error) {
	var out bytes.Buffer
	if darkness > 0 {
		fmt.Fprintf(&out, "~SD%02d", 2*darkness) // of 30
	}
	fmt.Fprintf(&out, "^XA^PON^PMN^LRN^LH0,0^LS0^PW%d^LL%d", bits.Width, bits.Height)
	most := max(maxField/bits.Stride, 1)
	for top := 0; top < bits.Height; top += most {
		field(&out, bits, top, min(top+most, bits.Height))
	}
	out.WriteString("^PQ1^XZ\n")
	return out.Bytes(), nil
}

// field is the rows from top to bottom as one ^GFA: hexadecimal digits with
// counts before them, "," for white to the end of a row, "!" for black, ":" for
// a row like the one before.
func field(out *bytes.Buffer, bits *raster.Bits, top, bottom int) {
	total := (bottom - top) * bits.Stride
	fmt.Fprintf(out, "^FO0,%d^GFA,%d,%d,%d,", top, total, total, bits.Stride)
	var before []byte
	for y := top; y < bottom; y++ {
		row := bits.Row(y)
		if before != nil && bytes.Equal(row, before) {
			out.WriteByte(':')
		} else {
			hexRow(out, row)
		}
		before = row
	}
	out.WriteString("^FS")
}

// hexRow writes one row.
func hexRow(out *bytes.Buffer, row []byte) {
	const digits = "0123456789ABCDEF"
	nibble := func(i int) byte { return row[i/2] >> (4 * (1 - i%2)) & 15 }
	for i, n := 0, 2*len(row); i < n; {
		j := i
		for j < n && nibble(j) == nibble(i) {
			j++
		}
		switch v := nibble(i); {
		case j == n && v == 0:
			out.WriteByte(',')
		case j == n && v == 15:
			out.WriteByte('!')
		default:
			count(out, j-i)
			out.WriteByte(digits[v])
		}
		i = j
	}
}

// count writes how often the next digit stands there: g to z are 20 to 400, G
// to Y are 1 to 19.
func count(out *bytes.Buffer, n int) {
	for ; n >= 420; n -= 400 {
		out.WriteByte('z')
	}
	if n >= 20 {
		out.WriteByte('g' + byte(n/20-1))
		n %= 20
	}
	if n > 0 {
		out.WriteByte('F' + byte(n))
	}
}

// asks: a printer that has no paper or an open head may not answer ~HS at all.
func (zpl) asks() [][]byte { return [][]byte{[]byte("~HS"), []byte("~HQES")} }

// rest: what begins with ~ or ^ ends a half field.
func (zpl) rest(int) []byte { return nil }

func (zpl) drop() []byte { return []byte("~JA") }

// maxLine is the longest line of an answer that is read.
const maxLine = 512

var errAnswer = errors.New("raw: an answer that makes no sense")

// listen reads an answer to ~HS, three lines between STX and ETX, or to ~HQES,
// one text between them.
func (zpl) listen(r *bufio.Reader) (status, error) {
	first, err := frame(r)
	if err != nil {
		return status{}, err
	}
	if strings.Contains(first, "STATUS") {
		return faultStatus(first)
	}
	second, err := frame(r)
	if err != nil {
		return status{}, err
	}
	if _, err := frame(r); err != nil { // a password, and whether there is static memory
		return status{}, err
	}
	return hostStatus(strings.Split(first, ","), strings.Split(second, ","))
}

// hostStatus reads the first two lines of ~HS.
func hostStatus(a, b []string) (status, error) {
	if len(a) < 9 || len(b) < 9 {
		return status{}, errAnswer
	}
	waiting, errA := strconv.Atoi(a[4])
	remaining, errB := strconv.Atoi(b[8])
	if errA != nil || errB != nil || waiting < 0 || remaining < 0 {
		return status{}, errAnswer
	}
	s := status{busy: waiting > 0 || remaining > 0 || a[7] == "1"}
	for _, t := range []struct{ flag, key string }{
		{b[2], printer.HeadOpen}, {a[1], printer.Empty}, {b[3], printer.Ribbon}, {a[2], printer.Paused},
	} {
		if t.flag == "1" && s.trouble == "" {
			s.trouble = t.key
		}
	}
	return s, nil
}

// faultStatus reads ~HQES: "ERRORS: 1 00000000 00000005" has two groups of flags.
func faultStatus(text string) (status, error) {
	_, rest, ok := strings.Cut(text, "ERRORS:")
	words := strings.Fields(rest)
	if !ok || len(words) < 3 {
		return status{}, errAnswer
	}
	flags, err := strconv.ParseUint(words[2], 16, 64)
	if err != nil {
		return status{}, errAnswer
	}
	s := status{busy: true} // it does not say what it still holds
	for _, t := range []struct {
		mask uint64
		key  string
	}{{0x4, printer.HeadOpen}, {0x1, printer.Empty}, {0x2, printer.Ribbon}, {0x10000, printer.Paused}, {^uint64(0), printer.Attention}} {
		if flags&t.mask != 0 && s.trouble == "" {
			s.trouble = t.key
		}
	}
	return s, nil
}

// frame reads what stands between STX and ETX, and leaves out what is before.
func frame(r *bufio.Reader) (string, error) {
	const stx, etx = 2, 3
	var out []byte
	in := false
	for range 4 * maxLine {
		c, err := r.ReadByte()
		switch {
		case err != nil:
			return "", err
		case c == stx:
			in, out = true, nil
		case in && c == etx:
			return string(out), nil
		case in && len(out) >= maxLine:
			return "", errAnswer
		case in:
			out = append(out, c)
		}
	}
	return "", errAnswer
}

// settled: twice in a row, because a format that was just read is in neither
// count for a moment.
func (zpl) settled(now, before status) bool {
	return now == status{} && before == status{}
}
