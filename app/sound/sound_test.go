package sound

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"nifuda/data"
)

// beep is what can be heard of one note.
type beep struct {
	hertz float64 // by zero crossings
	long  time.Duration
	peak  float64 // 0 to 1
}

// hear finds the beeps in samples: what lies between silences of 10 ms.
func hear(pcm []byte) []beep {
	var all []beep
	var now []int16
	silent := samples(10 * ms)
	quiet := 0
	end := func() {
		now = now[:len(now)-quiet]
		if len(now) > 0 {
			all = append(all, measure(now))
		}
		now, quiet = nil, 0
	}
	for i := 0; i < len(pcm); i += 2 {
		s := int16(binary.LittleEndian.Uint16(pcm[i:]))
		if now = append(now, s); s == 0 {
			quiet++
		} else {
			quiet = 0
		}
		if quiet >= silent {
			end()
		}
	}
	end()
	return all
}

func measure(s []int16) beep {
	crossings, peak := 0, 0.0
	for i, v := range s {
		peak = max(peak, math.Abs(float64(v))/math.MaxInt16)
		if i > 0 && (s[i-1] < 0) != (v < 0) {
			crossings++
		}
	}
	long := time.Duration(len(s)) * time.Second / Rate
	return beep{hertz: float64(crossings) / 2 / long.Seconds(), long: long, peak: peak}
}

func TestEachResultSoundsAsItShould(t *testing.T) {
	for _, c := range []struct {
		name   string
		result data.ScanResult
		hertz  []float64
		long   time.Duration // all of it
	}{
		{"a piece is one soft tick", data.ScanTicked, []float64{880}, 60 * ms},
		{"a part of a set is a higher tick", data.ScanPart, []float64{1480}, 60 * ms},
		{"a whole parcel is a rising pair", data.ScanComplete, []float64{660, 990}, 380 * ms},
		{"a wrong item is low, twice", data.ScanWrong, []float64{220, 220}, 440 * ms},
		{"one too many is three short ones in the middle", data.ScanTooMany, []float64{520, 520, 520}, 310 * ms},
		{"what cannot be read is one long one", data.ScanUnreadable, []float64{330}, 350 * ms},
		{"what is no result makes no sound", data.ScanResult(0), nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			pcm := Tone(c.result)
			if got := time.Duration(len(pcm)/2) * time.Second / Rate; (got - c.long).Abs() > ms {
				t.Errorf("got %v long, want %v", got, c.long)
			}
			got := hear(pcm)
			if len(got) != len(c.hertz) {
				t.Fatalf("got %d beeps, want %d", len(got), len(c.hertz))
			}
			for i, b := range got {
				if math.Abs(b.hertz-c.hertz[i]) > 0.03*c.hertz[i]+1/b.long.Seconds()/2 {
					t.Errorf("beep %d: got %.0f Hz, want %.0f", i+1, b.hertz, c.hertz[i])
				}
				if b.peak < 0.1 || b.peak > 0.7 {
					t.Errorf("beep %d: got a peak of %.2f, want it heard and not startling", i+1, b.peak)
				}
			}
		})
	}
}

func TestNoToneClicks(t *testing.T) {
	for r := range tones {
		pcm := Tone(r)
		first, last := int16(binary.LittleEndian.Uint16(pcm)), int16(binary.LittleEndian.Uint16(pcm[len(pcm)-2:]))
		if first != 0 || last != 0 {
			t.Errorf("result %d: begins with %d and ends with %d, want silence", r, first, last)
		}
	}
}

func TestATickIsSofterThanTrouble(t *testing.T) {
	loud := func(r data.ScanResult) float64 { return hear(Tone(r))[0].peak }
	for _, trouble := range []data.ScanResult{data.ScanWrong, data.ScanTooMany, data.ScanUnreadable} {
		if loud(data.ScanTicked) >= loud(trouble) || loud(data.ScanPart) >= loud(trouble) {
			t.Errorf("result %d is not louder than a tick", trouble)
		}
	}
}

// fakeCard hears what is played.
type fakeCard struct {
	heard [][]byte
	rests int
	gone  bool
}

func (c *fakeCard) play(pcm []byte) bool { c.heard = append(c.heard, pcm); return !c.gone }
func (c *fakeCard) rest()                { c.rests++ }

func TestTheCardIsOpenedByTheFirstToneAndSleepsInBetween(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, opened := &fakeCard{}, 0
		v := newVoice(func(context.Context) (speaker, error) { opened++; return c, nil }, time.Now)
		v.Say(data.ScanResult(0))
		synctest.Wait()
		if opened != 0 {
			t.Error("a result without a tone opened the card")
		}
		v.Say(data.ScanTicked)
		v.Say(data.ScanComplete)
		synctest.Wait()
		if opened != 1 || len(c.heard) != 2 || !bytes.Equal(c.heard[1], Tone(data.ScanComplete)) {
			t.Errorf("got %d openings and %d tones, want 1 and 2, in their order", opened, len(c.heard))
		}
		time.Sleep(restAfter + time.Second)
		synctest.Wait()
		if c.rests != 1 {
			t.Errorf("got %d rests after a quiet while, want 1", c.rests)
		}
		c.gone = true
		v.Say(data.ScanTicked) // ends the speaking
	})
}

func TestAComputerWithoutACardStaysSilentAtOnce(t *testing.T) {
	for name, open := range map[string]func(context.Context) (speaker, error){
		"no card":                 func(context.Context) (speaker, error) { return nil, errors.New("none") },
		"a card that never opens": func(ctx context.Context) (speaker, error) { <-ctx.Done(); return nil, ctx.Err() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := newVoice(open, time.Now)
				before := time.Now()
				for range 50 {
					v.Say(data.ScanWrong)
				}
				if took := time.Since(before); took != 0 {
					t.Errorf("saying took %v, want nothing", took)
				}
				time.Sleep(2 * openWithin) // until it has given up
			})
		})
	}
}

func TestATonePastItsScanIsNotPlayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &fakeCard{gone: true}
		v := newVoice(func(context.Context) (speaker, error) { time.Sleep(2 * time.Second); return c, nil }, time.Now)
		v.Say(data.ScanWrong)
		time.Sleep(1900 * ms)
		v.Say(data.ScanTicked)
		time.Sleep(time.Second)
		if len(c.heard) != 1 || !bytes.Equal(c.heard[0], Tone(data.ScanTicked)) {
			t.Errorf("got %d tones, want the tick alone", len(c.heard))
		}
	})
}

// TestTheRealLibraryIsQuietWithoutACard runs this test again in a process of
// its own where ALSA finds no card, and reads what that writes.
func TestTheRealLibraryIsQuietWithoutACard(t *testing.T) {
	if os.Getenv("NIFUDA_NO_CARD") != "" {
		ctx, cancel := context.WithTimeout(t.Context(), openWithin)
		defer cancel()
		if _, err := openCard(ctx); err == nil {
			t.Error("a card was found where none is")
		}
		return
	}
	empty := t.TempDir() + "/asound.conf"
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "linux" {
		t.Skip("only ALSA can be told to find no card")
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "NIFUDA_NO_CARD=1", "ALSA_CONFIG_PATH="+empty)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Errorf("%v: %s", err, out.String())
	}
	if errs.Len() > 0 {
		t.Errorf("standard error: got %q, want nothing", errs.String())
	}
}
