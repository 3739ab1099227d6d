package sound

import (
	"context"
	"sync"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// The patience of a voice.
const (
	openWithin = 3 * time.Second // a card that takes longer counts as none
	staleAfter = time.Second     // a tone that comes later than its scan by this much only confuses
	restAfter  = 5 * time.Second // without a tone, and the card may sleep
)

// speaker is an open sound card.
type speaker interface {
	// play starts a tone and returns at once; false when the card is gone.
	play(pcm []byte) bool
	// rest lets the card sleep until the next tone.
	rest()
}

// Voice says how scans went. Its methods are for the window's thread and never
// wait for the card.
type Voice struct {
	open  func(context.Context) (speaker, error)
	now   func() time.Time
	said  chan saying
	start sync.Once
}

// saying is a tone somebody asked for.
type saying struct {
	result data.ScanResult
	at     time.Time
}

// New is a voice that opens the card at its first tone. A process has one.
func New() *Voice { return newVoice(openCard, time.Now) }

func newVoice(open func(context.Context) (speaker, error), now func() time.Time) *Voice {
	return &Voice{open: open, now: now, said: make(chan saying, 4)}
}

// Say plays the tone of a result, if there is one and somebody to hear it.
func (v *Voice) Say(r data.ScanResult) {
	if len(tones[r]) == 0 {
		return
	}
	v.start.Do(func() { task.Aside(v.speak) })
	select {
	case v.said <- saying{r, v.now()}:
	default: // nobody listens: there is no card
	}
}

// speak plays what is said until the card is gone.
func (v *Voice) speak() {
	ctx, cancel := context.WithTimeout(context.Background(), openWithin)
	card, err := v.open(ctx)
	cancel()
	if err != nil {
		return
	}
	pcm := map[data.ScanResult][]byte{}
	for r := range tones {
		pcm[r] = Tone(r)
	}
	quiet := time.NewTimer(restAfter)
	for {
		select {
		case s := <-v.said:
			if v.now().Sub(s.at) <= staleAfter && !card.play(pcm[s.result]) {
				return
			}
			quiet.Reset(restAfter)
		case <-quiet.C:
			card.rest()
		}
	}
}
