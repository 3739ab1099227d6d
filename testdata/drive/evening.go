package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"slices"
	"strings"
	"time"

	"nifuda/assets"
)

const (
	phrase   = "mizu-no-oto-kawazu-tobikomu"
	shopName = "山の湯呑み店"
	owner    = "山野 千尋"
)

// evening is the whole job, from the first start to the second unlock.
func evening(ctx context.Context, program, printing, out string) (result, error) {
	s, err := set(ctx, printing, out)
	if err != nil {
		return result{}, err
	}
	r, err := play(ctx, s, program)
	if err != nil {
		_ = s.desk.picture("failed")
	}
	return r, errors.Join(err, s.close())
}

func play(ctx context.Context, s *stage, program string) (result, error) {
	var r result
	for _, step := range []struct {
		what string
		do   func(context.Context, *stage, *result) error
	}{
		{"open the window", func(context.Context, *stage, *result) error { return open(s, program) }},
		{"set up", setUp},
		{"sync and look", look},
		{"print", printLabels},
		{"lock", lockOften},
		{"scan the locked process and the disk", scanLocked},
		{"unlock again", unlockAgain},
	} {
		if err := step.do(ctx, s, &r); err != nil {
			return r, fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return r, nil
}

// Colours that tell what is on the screen, from the light theme.
const (
	kraft = 0xC9A66B // the tag
	ai    = 0x1F4E79 // the primary button
	rail  = 0xF3F0E9
	pine  = 0x355F3F // done
)

// spot waits for a colour at a place.
func (s *stage) spot(x, y int, want uint32, within time.Duration, what string) error {
	return eventually(within, what, func() (bool, error) {
		got, err := s.desk.colour(x, y)
		return near(got, want), err
	})
}

// near allows for the rounding of a renderer.
func near(a, b uint32) bool {
	for shift := 0; shift < 24; shift += 8 {
		d := int(a>>shift&0xff) - int(b>>shift&0xff)
		if d < -3 || d > 3 {
			return false
		}
	}
	return true
}

func open(s *stage, program string) error {
	if err := s.start(program); err != nil {
		return err
	}
	return s.spot(20, 600, rail, 60*time.Second, "the setup is on the screen")
}

// all does one thing after the other.
func all(steps ...func() error) error {
	for i, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	return nil
}

func setUp(_ context.Context, s *stage, _ *result) error {
	d := s.desk
	rest := func() error { return d.still(20 * time.Second) }
	shot := func(name string) func() error { return func() error { return d.picture(name) } }
	at := func(x, y int) func() error { return func() error { return d.click(x, y) } }
	put := func(text string) func() error { return func() error { return d.paste(text) } }
	next := at(1095, 692)
	return all(
		rest, at(490, 248), rest, put(shopName), rest, shot("setup-shop"), next,
		rest, at(460, 168), rest, put(owner), rest, at(460, 248), rest, func() error { return d.write(phrase) },
		rest, at(460, 352), rest, func() error { return d.write(phrase) }, rest, shot("setup-owner"), next,
		func() error { return s.spot(300, 150, 0xFFFFFF, 30*time.Second, "the recovery sheet is shown") },
		rest, shot("setup-recovery"), next, rest, shot("setup-prove"),
		func() error { return prove(s) }, rest, next, s.step(4), rest, shot("setup-storefront"),
		at(355, 348), rest, next, s.step(5), rest, shot("setup-printer"), next, s.inside, rest, shot("today-empty"),
	)
}

// inside waits for the frame: its big button, and nothing of the setup.
func (s *stage) inside() error {
	return s.spot(200, 300, ai, 30*time.Second, "the day is on the screen")
}

// step waits until the rail marks a step of the setup.
func (s *stage) step(n int) func() error {
	return func() error {
		return s.spot(210, 34+56*n, 0xE4ECF4, 30*time.Second, fmt.Sprintf("step %d of the setup is reached", n))
	}
}

// prove copies the sheet from the screen to paper and types back what is asked.
func prove(s *stage) error {
	codes, err := newReader(assets.Mono(), letters)
	if err != nil {
		return err
	}
	numbers, err := newReader(assets.Regular(), "12345678")
	if err != nil {
		return err
	}
	sheet, err := pictureOf(s.desk.taken("setup-recovery"))
	if err != nil {
		return err
	}
	asked, err := pictureOf(s.desk.taken("setup-prove"))
	if err != nil {
		return err
	}
	for i, x := range []int{684, 920} { // where 6番の組 stands above its field
		digit, ok := numbers.first(asked, image.Rect(x, 170, x+10, 188))
		if !ok {
			return errors.New("no group is asked for")
		}
		g := int(digit - '1')
		text, err := codes.group(sheet, groupAt(g))
		if err != nil {
			return err
		}
		if err := errors.Join(s.desk.still(20*time.Second), s.desk.click(x+110, 212), s.desk.still(20*time.Second)); err != nil {
			return err
		}
		if err := s.desk.write(strings.ToLower(text)); err != nil {
			return fmt.Errorf("type group %d: %w", i+1, err)
		}
	}
	return nil
}

// groupAt is where group g stands on the sheet: two columns of four.
func groupAt(g int) image.Rectangle {
	x, y := 337+g/4*166, 204+g%4*52
	return image.Rect(x, y, x+56, y+36)
}

// look brings the orders down and finds its way among them by keyboard.
func look(_ context.Context, s *stage, r *result) error {
	d := s.desk
	rest := func() error { return d.still(30 * time.Second) }
	shot := func(name string) func() error { return func() error { return d.picture(name) } }
	key := func(keys ...string) func() error { return func() error { return d.key(keys...) } }
	return all(
		key("F5"), rest, shot("synced"), key("ctrl+1"), rest, shot("today"),
		key("ctrl+2"), rest, shot("orders"), key("Down", "Return"), rest, shot("order"),
		key("ctrl+a"), rest, shot("checked"),
		func() error { return s.counts(r) },
	)
}

// settle keeps each label that the room asks about as it is: how many there are
// differs from day to day.
func (s *stage) settle(rest func() error) error {
	for range 12 {
		if err := s.spot(870, 681, ai, time.Second, "the labels can be printed"); err == nil {
			return nil
		}
		if err := errors.Join(s.desk.key("F3"), rest()); err != nil {
			return err
		}
	}
	return s.spot(870, 681, ai, 10*time.Second, "the labels can be printed")
}

// printLabels sends the evening's labels to the printer, keeping the ones that
// the room asks about as they are.
func printLabels(_ context.Context, s *stage, r *result) error {
	d := s.desk
	rest := func() error { return d.still(30 * time.Second) }
	shot := func(name string) func() error { return func() error { return d.picture(name) } }
	key := func(keys ...string) func() error { return func() error { return d.key(keys...) } }
	err := all(
		key("ctrl+p"), rest, shot("print"), func() error { return s.settle(rest) },
		func() error { return d.click(1005, 681) },
		func() error { return s.printed(r) }, rest, shot("printed"),
	)
	if err != nil {
		return err
	}
	return s.spoolClean()
}

func median(all []int) int {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// pictureOf reads a picture that was taken.
func pictureOf(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}
