package glyph

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Op is a step of an outline.
type Op uint8

// The steps. Move uses one point, Line one, Quad two and Cube three.
const (
	Move Op = iota
	Line
	Quad
	Cube
)

// Point is a place in em, right and down from the start of the baseline.
type Point struct{ X, Y float32 }

// Step is one step of an outline with the points it uses.
type Step struct {
	Op Op
	P  [3]Point
}

// Path is a filled outline; every contour closes itself. The inside is where
// the winding number is not zero.
type Path []Step

// Box is what an outline covers, in em. It is empty for blanks.
type Box struct{ Left, Top, Right, Bottom float32 }

// Path is the outline of a glyph. It is shared: callers do not change it.
func (s *Set) Path(g Glyph) Path {
	key := shape{g.Face, g.ID, g.Thick}
	s.mu.RLock()
	p, ok := s.paths[key]
	s.mu.RUnlock()
	if ok {
		return p
	}
	p = s.load(key)
	s.mu.Lock()
	s.paths[key] = p
	s.mu.Unlock()
	return p
}

// load takes an outline out of the font. A glyph that cannot be read draws
// nothing; the fonts we carry have none.
func (s *Set) load(k shape) Path {
	upem := s.font[k.face].UnitsPerEm()
	segs, err := s.font[k.face].LoadGlyph(nil, k.id, fixed.Int26_6(upem)<<6, nil)
	if err != nil {
		return nil
	}
	scale := 1 / (64 * float32(upem))
	ops := [...]Op{
		sfnt.SegmentOpMoveTo: Move, sfnt.SegmentOpLineTo: Line,
		sfnt.SegmentOpQuadTo: Quad, sfnt.SegmentOpCubeTo: Cube,
	}
	p := make(Path, len(segs))
	for i, seg := range segs {
		p[i].Op = ops[seg.Op]
		for j, a := range seg.Args {
			p[i].P[j] = Point{float32(a.X) * scale, float32(a.Y) * scale}
		}
	}
	if k.thick {
		return thickened(p)
	}
	return p
}

// thickened lays an outline over itself a little to every side.
func thickened(p Path) Path {
	const across, along = 0.018, 0.012 // em
	out := make(Path, 0, 4*len(p))
	for _, d := range []Point{{-across, -along}, {across, -along}, {-across, along}, {across, along}} {
		for _, st := range p {
			for j := range st.P {
				st.P[j].X += d.X
				st.P[j].Y += d.Y
			}
			out = append(out, st)
		}
	}
	return out
}

// Bounds is the box around an outline's points; no ink lies outside it.
func (p Path) Bounds() Box {
	var b Box
	for i, st := range p {
		n := 1
		if st.Op >= Quad {
			n = int(st.Op)
		}
		for j, q := range st.P[:n] {
			if i == 0 && j == 0 {
				b = Box{q.X, q.Y, q.X, q.Y}
			}
			b.Left, b.Right = min(b.Left, q.X), max(b.Right, q.X)
			b.Top, b.Bottom = min(b.Top, q.Y), max(b.Bottom, q.Y)
		}
	}
	return b
}
