package sound

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/ebitengine/oto/v3"
)

// delay is how far the card's buffer runs ahead: a tone must come with its
// scan, and short of this slow machines crackle.
const delay = 40 * time.Millisecond

// card is the sound card as the library gives it.
type card struct {
	context *oto.Context
	playing []*oto.Player // the library lets go of a player nobody holds
	resting bool
}

// openCard asks the library for the card. The library may wait for a sound
// server without end; then its own thread is left waiting and we are silent.
func openCard(ctx context.Context) (speaker, error) {
	hush()
	c, ready, err := oto.NewContext(&oto.NewContextOptions{
		SampleRate: Rate, ChannelCount: 1, Format: oto.FormatSignedInt16LE, BufferSize: delay,
	})
	if err != nil {
		return nil, err
	}
	select {
	case <-ready:
		if err := c.Err(); err != nil {
			return nil, err
		}
		return &card{context: c}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *card) play(pcm []byte) bool {
	if c.context.Err() != nil {
		return false
	}
	if c.resting && c.context.Resume() != nil {
		return false
	}
	c.resting = false
	c.playing = slices.DeleteFunc(c.playing, func(p *oto.Player) bool { return !p.IsPlaying() })
	p := c.context.NewPlayer(bytes.NewReader(pcm))
	p.Play()
	c.playing = append(c.playing, p)
	return true
}

func (c *card) rest() { c.resting = c.context.Suspend() == nil }
