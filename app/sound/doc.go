// Package sound tells a packer how a scan went while her eyes are on the
// goods: one short tone for each result, made by arithmetic and played by the
// computer's own sound card.
//
// It is the only room that knows the sound library. A computer that cannot
// play stays silent: nothing waits for the card, nothing is logged, and no
// result is told by a tone alone. Tones play, nothing is recorded.
package sound
