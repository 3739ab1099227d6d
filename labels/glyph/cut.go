package glyph

import (
	"encoding/binary"
	"maps"
	"slices"
)

// Cut is a TrueType file with what a face needs to write some characters of the
// basic plane: their glyphs, in the order they have in the face, and no others.
// Reading a whole font takes longer than drawing many pages with it, and most of
// the memory. The bytes are the caller's own. The sums over the tables are left
// at 0: the file is made to be read again at once, not to be kept.
func (s *Set) Cut(f Face, chars map[rune]bool) []byte {
	c := cut{src: s.src[f], of: map[rune]uint16{}, ids: map[uint16]uint16{}}
	c.outlines, c.places = table(c.src, "glyf"), table(c.src, "loca")
	c.long = table(c.src, "head")[longPlaces+1] == 1
	c.take(0) // what is drawn for a character that is missing
	for r := range chars {
		if id := s.index(f, r, 0); id != 0 && r < lastChar {
			c.of[r] = uint16(id)
			c.take(uint16(id))
		}
	}
	c.order = slices.Sorted(maps.Keys(c.ids))
	for i, id := range c.order {
		c.ids[id] = uint16(i)
	}
	return c.file()
}

// Places in tables of the OpenType specification, in bytes.
const (
	longPlaces  = 50 // head: 1 when outlines are placed by four bytes
	metricCount = 34 // hhea
	glyphCount  = 4  // maxp
	postLength  = 32 // post without the glyphs' names
	lastChar    = 0xFFFF
)

// cut is a font being cut.
type cut struct {
	src      []byte
	outlines []byte // glyf
	places   []byte // loca
	long     bool   // places are of four bytes
	of       map[rune]uint16
	ids      map[uint16]uint16 // from the face's numbers to the cut's
	order    []uint16          // the face's numbers as they stand in the cut
}

// take keeps a glyph and those that it is put together from.
func (c *cut) take(id uint16) {
	if _, ok := c.ids[id]; ok {
		return
	}
	c.ids[id] = 0
	outline := c.outline(id)
	for _, at := range parts(outline) {
		c.take(binary.BigEndian.Uint16(outline[at:]))
	}
}

// outline is what a glyph looks like, in the words of the glyf table.
func (c *cut) outline(id uint16) []byte {
	place := func(n int) int {
		if c.long {
			return int(binary.BigEndian.Uint32(c.places[4*n:]))
		}
		return 2 * int(binary.BigEndian.Uint16(c.places[2*n:]))
	}
	return c.outlines[place(int(id)):place(int(id)+1)]
}

// parts are the places at which a compound outline names other glyphs.
func parts(outline []byte) (at []int) {
	const (
		head                               = 10
		words, scale, more, scales, square = 1, 8, 0x20, 0x40, 0x80
	)
	if len(outline) < head || outline[0]&0x80 == 0 {
		return nil
	}
	for pos := head; ; {
		flags := binary.BigEndian.Uint16(outline[pos:])
		at = append(at, pos+2)
		if flags&more == 0 {
			return at
		}
		pos += 6
		if flags&words != 0 {
			pos += 2
		}
		switch {
		case flags&scale != 0:
			pos += 2
		case flags&scales != 0:
			pos += 4
		case flags&square != 0:
			pos += 8
		}
	}
}

// file puts the tables together. Those that say nothing of single glyphs are
// the face's own.
func (c *cut) file() []byte {
	const header, record = 12, 16
	count := len(c.order)
	with := func(tag string, at, value int) []byte {
		b := slices.Clone(table(c.src, tag))
		binary.BigEndian.PutUint16(b[at:], uint16(value))
		return b
	}
	outlines, places := c.drawn()
	post := with("post", 0, 3)[:postLength] // version 3 names no glyphs
	binary.BigEndian.PutUint16(post[2:], 0)
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", table(c.src, "OS/2")}, {"cmap", c.characters()}, {"cvt ", table(c.src, "cvt ")}, {"fpgm", table(c.src, "fpgm")},
		{"gasp", table(c.src, "gasp")}, {"glyf", outlines}, {"head", with("head", longPlaces, 1)}, {"hhea", with("hhea", metricCount, count)},
		{"hmtx", c.widths()}, {"loca", places}, {"maxp", with("maxp", glyphCount, count)}, {"name", table(c.src, "name")},
		{"post", post}, {"prep", table(c.src, "prep")},
	}
	out := slices.Clone(c.src[:header])
	binary.BigEndian.PutUint16(out[4:], uint16(len(tables)))
	at := header + record*len(tables)
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = even(append(out, t.data...))
	}
	return out
}

// even fills up to a multiple of four bytes.
func even(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// drawn are the outlines that are kept, and where each begins.
func (c *cut) drawn() (outlines, places []byte) {
	for _, id := range c.order {
		places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		from, at := len(outlines), parts(c.outline(id))
		outlines = append(outlines, c.outline(id)...)
		for _, p := range at {
			part := outlines[from+p:]
			binary.BigEndian.PutUint16(part, c.ids[binary.BigEndian.Uint16(part)])
		}
	}
	return outlines, binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
}

// widths are the advance and the left side of every glyph that is kept. In the
// face the last glyphs state their sides alone and are as wide as the one before.
func (c *cut) widths() (out []byte) {
	hmtx := table(c.src, "hmtx")
	full := int(binary.BigEndian.Uint16(table(c.src, "hhea")[metricCount:]))
	for _, id := range c.order {
		own := min(int(id), full-1)
		side := 4*own + 2
		if int(id) >= full {
			side = 4*full + 2*(int(id)-full)
		}
		out = append(append(out, hmtx[4*own:4*own+2]...), hmtx[side:side+2]...)
	}
	return out
}

// characters is a cmap table of one encoding, in format 4. Characters that are
// near to each other share a stretch: that takes less room than a second one,
// and keeps any number of them within the table's greatest length.
func (c *cut) characters() []byte {
	const near = 4
	var first, last []rune
	for _, r := range slices.Sorted(maps.Keys(c.of)) {
		if n := len(last); n > 0 && r-last[n-1] <= near {
			last[n-1] = r
			continue
		}
		first, last = append(first, r), append(last, r)
	}
	first, last = append(first, lastChar), append(last, lastChar)
	count := len(first)
	var ends, starts, deltas, offsets, glyphs []byte
	word := binary.BigEndian.AppendUint16
	for i := range first {
		ends, starts, deltas = word(ends, uint16(last[i])), word(starts, uint16(first[i])), word(deltas, 0)
		// Counted from where the offset itself stands.
		offsets = word(offsets, uint16(2*(count-i)+len(glyphs)))
		for r := first[i]; r <= last[i]; r++ {
			glyphs = word(glyphs, c.ids[c.of[r]])
		}
	}
	const unicode = 12 // where the encoding begins
	length := 16 + 8*count + len(glyphs)
	var out []byte
	for _, v := range []int{0, 1, 3, 1, 0, unicode, 4, length, 0, 2 * count, 0, 0, 0} {
		out = word(out, uint16(v))
	}
	return slices.Concat(out, ends, []byte{0, 0}, starts, deltas, offsets, glyphs)
}

// table is a part of a TrueType file, empty when the file has none of that name.
func table(font []byte, tag string) []byte {
	const header, record = 12, 16
	if len(font) < header {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		r := font[min(header+i*record, len(font)):]
		if len(r) < record || string(r[:4]) != tag {
			continue
		}
		at, size := int(binary.BigEndian.Uint32(r[8:])), int(binary.BigEndian.Uint32(r[12:]))
		if at+size <= len(font) {
			return font[at : at+size]
		}
	}
	return nil
}
