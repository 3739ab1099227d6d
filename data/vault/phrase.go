package vault

import (
	"bytes"
	"crypto/rand"
	"math"
	"math/big"
	"unicode"
	"unicode/utf8"

	"nifuda/data"
)

// Strength is how well a passphrase stands against guessing.
type Strength int

// The strengths a passphrase can have. Weak ones are refused.
const (
	Weak Strength = iota
	Good
	Strong
)

const (
	minRunes   = 12
	simpleBits = 30 // below it a guesser with a good rig is done within days
	strongBits = 64
)

// common are the beginnings that every guesser tries first.
func common() [][]byte {
	return [][]byte{
		[]byte("password"), []byte("passphrase"), []byte("qwerty"), []byte("asdfgh"), []byte("zxcvbn"),
		[]byte("letmein"), []byte("iloveyou"), []byte("welcome"), []byte("admin"), []byte("sakura"),
		[]byte("nifuda"), []byte("aikotoba"), []byte("doraemon"), []byte("pokemon"), []byte("12345"),
	}
}

// Judge says how strong a passphrase is. A weak one comes with a Fault of kind
// Invalid whose key names the reason: "fault.vault.weak.short",
// ".repeated", ".sequence", ".common", ".name" or ".simple". names are words
// it must not lean on, such as the shop's name.
func Judge(passphrase []byte, names ...string) (Strength, error) {
	weak := func(reason string) (Strength, error) {
		return Weak, &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak." + reason,
			Args: map[string]any{"n": minRunes}}
	}
	if !utf8.Valid(passphrase) || utf8.RuneCount(passphrase) < minRunes {
		return weak("short")
	}
	folded := bytes.ToLower(passphrase)
	defer clear(folded)
	distinct, steps := census(folded)
	if distinct < 6 {
		return weak("repeated")
	}
	if steps*2 > utf8.RuneCount(folded) {
		return weak("sequence")
	}
	rest := utf8.RuneCount(folded)
	for _, c := range common() {
		if bytes.Contains(folded, c) {
			rest -= len(c)
		}
	}
	if rest < minRunes*2/3 {
		return weak("common")
	}
	for _, n := range names {
		if n := bytes.ToLower([]byte(n)); utf8.RuneCount(n) >= 2 && bytes.Contains(folded, n) {
			rest -= utf8.RuneCount(n)
		}
	}
	if rest < minRunes*2/3 {
		return weak("name")
	}
	bits := float64(rest-steps) * math.Log2(float64(min(distinct, 20)))
	switch {
	case bits < simpleBits:
		return weak("simple")
	case bits < strongBits:
		return Good, nil
	}
	return Strong, nil
}

// census counts the different runes and how many follow their neighbour in the
// alphabet or repeat it.
func census(text []byte) (distinct, steps int) {
	seen := map[rune]bool{}
	var last rune
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		seen[r] = true
		if d := r - last; d >= -1 && d <= 1 {
			steps++
		}
		last = r
	}
	return len(seen), steps
}

// Generate draws a passphrase that a Japanese hand types easily: four words of
// three open syllables, 12 × log2(66) = 72 bits. The caller wipes it.
func Generate() []byte {
	const consonants, vowels = "kstnhmrgzdbpy", "aiueo"
	phrase := make([]byte, 0, 4*6+3)
	for word := range 4 {
		if word > 0 {
			phrase = append(phrase, '-')
		}
		for range 3 {
			n := draw(len(consonants)*len(vowels) + 1)
			if n == len(consonants)*len(vowels) {
				phrase = append(phrase, 'w', 'a')
				continue
			}
			phrase = append(phrase, consonants[n/len(vowels)], vowels[n%len(vowels)])
		}
	}
	return phrase
}

// codeLetters leaves out I, L, O and U, which a hand confuses (Crockford).
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// A recovery code is 8 groups of 4 letters: 160 bits.
const (
	CodeGroups    = 8
	CodeGroupSize = 4
)

// GenerateCode draws a recovery code of 32 letters without separators. The
// caller wipes it.
func GenerateCode() []byte {
	code := make([]byte, CodeGroups*CodeGroupSize)
	for i := range code {
		code[i] = codeLetters[draw(len(codeLetters))]
	}
	return code
}

// ReadCode reads a recovery code as a person typed it: spaces, hyphens, small
// and full-width letters are accepted, O reads as 0, I and L as 1. The result
// has 32 letters or fewer; the caller wipes it.
func ReadCode(typed []byte) []byte {
	code := make([]byte, 0, CodeGroups*CodeGroupSize)
	for len(typed) > 0 {
		r, n := utf8.DecodeRune(typed)
		typed = typed[n:]
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch r = unicode.ToUpper(r); r {
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r < utf8.RuneSelf && bytes.IndexByte([]byte(codeLetters), byte(r)) >= 0 && len(code) < cap(code) {
			code = append(code, byte(r))
		}
	}
	return code
}

// draw is a uniform random number below n.
func draw(n int) int {
	i, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	return int(i.Int64())
}
