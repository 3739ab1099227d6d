package sound

import (
	"encoding/binary"
	"math"
	"time"

	"nifuda/data"
)

// Rate is how many samples a second of a tone has; a sample is a signed 16-bit
// little-endian number, one channel.
const Rate = 44100

// note is one beep, and the silence after it.
type note struct {
	hertz  float64
	long   time.Duration
	after  time.Duration
	volume float64 // 0 to 1
}

const ms = time.Millisecond

// Small speakers play nothing much below 200 Hz, and old ears little above
// 4,000: all tones lie between.
var tones = map[data.ScanResult][]note{
	data.ScanTicked:     {{880, 60 * ms, 0, 0.2}},
	data.ScanPart:       {{1480, 60 * ms, 0, 0.2}},
	data.ScanComplete:   {{660, 120 * ms, 20 * ms, 0.3}, {990, 240 * ms, 0, 0.3}},
	data.ScanWrong:      {{220, 180 * ms, 80 * ms, 0.6}, {220, 180 * ms, 0, 0.6}},
	data.ScanTooMany:    {{520, 70 * ms, 50 * ms, 0.4}, {520, 70 * ms, 50 * ms, 0.4}, {520, 70 * ms, 0, 0.4}},
	data.ScanUnreadable: {{330, 350 * ms, 0, 0.4}},
}

// Tone is the sound of a result as samples, nil for one without a sound.
func Tone(r data.ScanResult) []byte {
	var pcm []byte
	for _, n := range tones[r] {
		pcm = n.append(pcm)
	}
	return pcm
}

// edge is how long a beep takes to swell and to fade; without it the speaker
// clicks.
const edge = 6 * ms

func (n note) append(pcm []byte) []byte {
	length, fade := samples(n.long), float64(samples(edge))
	for i := range length {
		swell := min(1, float64(i)/fade, float64(length-1-i)/fade)
		s := math.Sin(2 * math.Pi * n.hertz * float64(i) / Rate)
		pcm = binary.LittleEndian.AppendUint16(pcm, uint16(int16(s*swell*n.volume*math.MaxInt16)))
	}
	return append(pcm, make([]byte, 2*samples(n.after))...)
}

func samples(d time.Duration) int { return int(d * Rate / time.Second) }
