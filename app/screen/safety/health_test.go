package safety

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	"nifuda/data/guard/posture"
)

func TestTheComputerIsLookedAtOnceAndAgainAfterAnHour(t *testing.T) {
	c, at := sick(), now()
	h := newHealth(c, task.Inline(t.Context()), func() time.Time { return at }, func() {})
	if h.State() != Unlooked || len(h.Found()) != 0 {
		t.Errorf("before anybody looked: %v, %d found", h.State(), len(h.Found()))
	}
	checks := len(c.found)
	for _, step := range []struct {
		name string
		wait time.Duration
		want int
	}{{"the first time", 0, checks}, {"a minute later", time.Minute, checks}, {"an hour later", time.Hour, 2 * checks}} {
		at = at.Add(step.wait)
		if h.Enter(); h.State() != Looked || c.looked != step.want {
			t.Errorf("%s: %v after %d checks, want %d", step.name, h.State(), c.looked, step.want)
		}
	}
	if h.Look(); c.looked != 3*checks {
		t.Errorf("on the button: %d checks, want %d", c.looked, 3*checks)
	}
}

func TestWhatIsWorstIsReadFirst(t *testing.T) {
	h := newHealth(sick(), task.Inline(t.Context()), now, func() {})
	h.Look()
	last := posture.Bad
	for _, f := range h.Found() {
		if f.State < last {
			t.Errorf("%s stands below what is better", f.Check)
		}
		last = f.State
	}
	if h.Count(posture.Bad) != 2 || h.Count(posture.Unknown) != 1 || !h.At().Equal(now()) {
		t.Errorf("%d bad, %d unknown, at %v", h.Count(posture.Bad), h.Count(posture.Unknown), h.At())
	}
}

func TestTheLookTellsHowFarItIs(t *testing.T) {
	var h *Health
	var heard []int
	h = newHealth(sick(), task.Inline(t.Context()), now, func() {
		if h.State() == Looking {
			done, of := h.Progress()
			if of != 10 {
				t.Errorf("of %d, want 10", of)
			}
			heard = append(heard, done)
		}
	})
	h.Look()
	for i, done := range heard {
		if done != i {
			t.Errorf("heard %v", heard)
			break
		}
	}
	if len(heard) != 11 {
		t.Errorf("heard of %d steps, want 11", len(heard))
	}
}

func TestALookThatALockCutsOffShowsNothing(t *testing.T) {
	ctx, lock := context.WithCancel(t.Context())
	c := sick()
	h := newHealth(c, task.Inline(ctx), now, func() {})
	c.found = c.found[:3]
	looks := c.Looks()
	see := looks[1].See
	looks[1].See = func(ctx context.Context) posture.Finding { lock(); return see(ctx) }
	h.computer = cut{c, looks}
	h.Look()
	if len(h.Found()) != 0 || c.looked != 2 {
		t.Errorf("%d found after %d checks, want none after 2", len(h.Found()), c.looked)
	}
}

type cut struct {
	*fakeComputer
	looks []posture.Look
}

func (c cut) Looks() []posture.Look { return c.looks }

func TestThePackIsWrittenAndNothingElse(t *testing.T) {
	c := sick()
	h := newHealth(c, task.Inline(t.Context()), now, func() {})
	if _, state, _ := h.Pack(); state != PackAt {
		t.Errorf("before: got %v", state)
	}
	h.Write()
	if _, state, err := h.Pack(); state != PackWritten || err != nil || c.saved != 1 {
		t.Errorf("got %v, %v, saved %v", state, err, c.saved)
	}
	c.err = &data.Fault{Kind: data.Denied, Key: "fault.place.usb", Args: map[string]any{"what": "Ultra Fit"}}
	h.Write()
	if _, state, err := h.Pack(); state != PackFailed || data.KeyOf(err) != "fault.place.usb" {
		t.Errorf("on a stick: got %v, %v", state, err)
	}
}

func TestEverySystemsCommandNamesWhatIsWritten(t *testing.T) {
	for system, want := range map[string]string{"linux": "sudo sh '/home/u/x/apply.sh'", "windows": `-File "/home/u/x\apply.ps1"`, "macos": "nifuda.mobileconfig"} {
		p := PackOf(system, "/home/u/x", map[string][]byte{"a": nil})
		if !strings.Contains(p.Apply, want) || p.Undo == "" || len(p.Files) != 1 {
			t.Errorf("%s: got %+v", system, p)
		}
	}
	if p := PackOf("plan9", "/x", map[string][]byte{"a": nil}); len(p.Files) != 0 {
		t.Errorf("a system without a pack: got %+v", p)
	}
}

func TestEveryFindingHasItsSentencesAndNoOtherHas(t *testing.T) {
	parts := []posture.Part{posture.PartStorage, posture.PartMount, posture.PartGuard, posture.PartSpool, posture.PartSleep, posture.PartPagefile, posture.PartLock}
	plain := []string{"health.first", "health.again", "health.looking", "health.at", "health.pack", "health.pack.why", "health.pack.write", "health.pack.writing",
		"health.pack.written", "health.pack.apply", "health.pack.undo", "health.force.in", "health.force.out", "health.force.unseen"}
	args := map[string]any{"what": "sdb", "n": 9, "name": "森 健太", "app": "1", "cipher": "4", "sqlite": "3", "least": "4"}
	for _, lang := range text.Languages() {
		w, want := stage.Words(t, lang), map[string]bool{}
		for _, key := range plain {
			want[key] = true
		}
		for _, p := range parts {
			want["health.part."+string(p)] = true
		}
		for _, f := range posture.Sayings() {
			keys := []string{"health." + string(f.Check), f.Key()}
			if f.State != posture.Good {
				keys = append(keys, f.Key()+".do")
			}
			for _, key := range keys {
				want[key] = true
				if said := w.Fill(key, args); !w.Has(key) || strings.ContainsAny(said, "{}") {
					t.Errorf("%s: %s: %q", lang, key, said)
				}
			}
		}
		for _, key := range w.Keys(lang) {
			if strings.HasPrefix(key, "health.") && !want[key] {
				t.Errorf("%s: %s belongs to nothing that can be found", lang, key)
			}
		}
	}
}

// The page must not say that storage is stopped when only a setting is there:
// what blocks is the system, and it is the system that is quoted.
func TestThePageNeverSaysThatUSBIsBlocked(t *testing.T) {
	for _, lang := range text.Languages() {
		w := stage.Words(t, lang)
		for _, f := range posture.Sayings() {
			said := strings.ToLower(w.Fill(f.Key(), nil))
			for _, word := range []string{"blocked", "ブロック", "使えません", "遮断"} {
				if f.Check == posture.USB && strings.Contains(said, word) {
					t.Errorf("%s: %s says %q", lang, f.Key(), said)
				}
			}
		}
	}
}

func TestThePagesTurnByKeyAndEndWhereTheyEnd(t *testing.T) {
	v, _ := show(t, evening(), stage.Room, stage.Light, text.Japanese)
	for _, step := range []struct {
		key  fyne.KeyName
		want Page
	}{{fyne.KeyRight, PagePromises}, {fyne.KeyRight, PagePromises}, {fyne.KeyLeft, PageLog}, {fyne.KeyLeft, PageHealth}, {fyne.KeyLeft, PageHealth}} {
		if v.Key(step.key); v.m.Page() != step.want {
			t.Errorf("%s: got page %v, want %v", step.key, v.m.Page(), step.want)
		}
	}
}

func TestThePageOfTheComputerLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name     string
		computer *fakeComputer
		do       func(*View)
		golden   bool
	}{
		{"health", sick(), func(*View) {}, true},
		{"health-well", well(), func(*View) {}, false},
		{"health-written", well(), func(v *View) { v.m.Health.Write() }, true},
		{"health-refused", well(), func(v *View) { v.m.Health.Write() }, false},
	} {
		for _, look := range []struct {
			end     string
			size    fyne.Size
			variant fyne.ThemeVariant
			lang    string
		}{{"", stage.Room, stage.Light, text.Japanese}, {"-small-dark-en", stage.RoomSmall, stage.Dark, text.English}, {"-small", stage.RoomSmall, stage.Light, text.Japanese}, {"-en", stage.Room, stage.Light, text.English}} {
			if c.name == "health-refused" {
				c.computer.err = &data.Fault{Kind: data.Denied, Key: "fault.place.cloud", Args: map[string]any{"what": "Dropbox"}}
			}
			stage.Dress(t, look.variant)
			v := NewView(evening(), c.computer, task.Inline(t.Context()), stage.Words(t, look.lang), now)
			w := stage.Open(t, look.size, v.Object())
			v.Enter()
			c.do(v)
			stage.Picture(t, w, c.name+look.end)
			if c.golden && look.end == "" {
				stage.Golden(t, w, c.name)
			}
		}
	}
}
