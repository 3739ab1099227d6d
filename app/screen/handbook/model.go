package handbook

import (
	"bytes"
	"image/png"
	"strconv"
	"strings"

	"nifuda/assets"
)

// Kind is what a block of a page is.
type Kind int

// The kinds of block.
const (
	Heading   Kind = iota // ## words
	Paragraph             // words
	Point                 // - words
	Step                  // 1. words
	Picture               // ![words](name)
	Key                   // a key and what it does; they are not written in a file
)

// Block is one part of a page.
type Block struct {
	Kind Kind
	Text string
	Name string // of a picture, or of a key; the number of a step
}

// Page is one page.
type Page struct {
	Title  string
	Blocks []Block
}

// Parse reads a page. Lines that follow each other without an empty one between
// them are one paragraph.
func Parse(text string) Page {
	var p Page
	joined := false // the line before was a paragraph's
	for line := range strings.Lines(text) {
		b, ok := parse(strings.TrimSpace(line))
		switch {
		case !ok:
			joined = false
			continue
		case b.Kind == Heading && b.Name == "#":
			p.Title = b.Text
		case b.Kind == Paragraph && joined:
			last := &p.Blocks[len(p.Blocks)-1]
			last.Text += "\n" + b.Text
			continue
		default:
			p.Blocks = append(p.Blocks, b)
		}
		joined = b.Kind == Paragraph
	}
	return p
}

func parse(line string) (Block, bool) {
	if line == "" {
		return Block{}, false
	}
	for _, h := range []string{"## ", "# "} {
		if words, ok := strings.CutPrefix(line, h); ok {
			return Block{Heading, words, strings.TrimSpace(h)}, true
		}
	}
	if words, ok := strings.CutPrefix(line, "- "); ok {
		return Block{Point, words, ""}, true
	}
	if n, words, ok := strings.Cut(line, ". "); ok {
		if _, err := strconv.Atoi(n); err == nil {
			return Block{Step, words, n}, true
		}
	}
	if words, ok := strings.CutPrefix(line, "!["); ok {
		if caption, name, ok := strings.Cut(strings.TrimSuffix(words, ")"), "]("); ok {
			return Block{Picture, caption, name}, true
		}
	}
	return Block{Paragraph, line, ""}, true
}

// Model is the room without its widgets.
type Model struct {
	pages   []Page
	at      int
	changed func()
}

// New is the handbook in a language, with a last page of keys; none leaves it
// out.
func New(lang string, keys Page, changed func()) *Model {
	m := &Model{changed: changed}
	for _, name := range assets.HandbookPages() {
		m.pages = append(m.pages, Parse(string(assets.Handbook(name, lang))))
	}
	if len(keys.Blocks) > 0 {
		m.pages = append(m.pages, keys)
	}
	return m
}

// Titles are the titles of the pages.
func (m *Model) Titles() []string {
	var all []string
	for _, p := range m.pages {
		all = append(all, p.Title)
	}
	return all
}

// At is which page is shown, and Page that page.
func (m *Model) At() int    { return m.at }
func (m *Model) Page() Page { return m.pages[m.at] }

// Turn shows another page.
func (m *Model) Turn(to int) {
	if to >= 0 && to < len(m.pages) && to != m.at {
		m.at = to
		m.changed()
	}
}

// Headings are the places of the page that can be gone to, by block.
func (m *Model) Headings() []int {
	var all []int
	for i, b := range m.Page().Blocks {
		if b.Kind == Heading {
			all = append(all, i)
		}
	}
	return all
}

// Picture is a picture of the page, with its width and height in pixels; none
// when there is no such picture.
func (m *Model) Picture(name string) (content []byte, wide, high float32) {
	content = assets.HandbookPicture(name)
	c, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, 1, 1
	}
	return content, float32(c.Width), float32(c.Height)
}
