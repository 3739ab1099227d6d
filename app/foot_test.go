package app

import (
	"testing"
	"time"

	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func TestShopsAreSyncedByThemselvesWhenItIsTime(t *testing.T) {
	for _, c := range []struct {
		name  string
		every time.Duration
		after time.Duration
		want  int
	}{
		{"not before its time", 0, 14 * time.Minute, 0},
		{"a quarter of an hour unless it is said otherwise", 0, data.DefaultSync, 1},
		{"as often as the owner says", time.Hour, data.DefaultSync, 0},
		{"never where it is done by hand", data.ByHand, 24 * time.Hour, 0},
	} {
		s, h, _ := unlocked(t, stage.Normal, stage.Light)
		f := s.frame.foot
		f.set.SyncEvery = c.every
		f.tried = now().Add(-c.after)
		before := h.session.synced
		f.due()
		if h.session.synced-before != c.want {
			t.Errorf("%s: synced %d times, want %d", c.name, h.session.synced-before, c.want)
		}
		if f.due(); h.session.synced-before != c.want {
			t.Errorf("%s: and at once again", c.name)
		}
		s.life.end()
	}
}
