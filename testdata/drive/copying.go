package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// pasted is what another program gets from the clipboard, in a form if one is
// named; nothing when there is nothing.
func (d *desk) pasted(form ...string) string {
	cmd := exec.Command("xclip", append([]string{"-o", "-selection", "clipboard"}, form...)...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	out, _ := cmd.Output() // without an owner xclip fails
	return string(out)
}

// clip puts words on the clipboard as another program does.
func (d *desk) clip(words string) error {
	if err := d.paste(words); err != nil {
		return err
	}
	return eventually(15*time.Second, "another program copies", func() (bool, error) { return d.pasted() == words, nil })
}

// before lies on the clipboard while a packer tries to copy.
const before = "4567"

// copiesNothing tries every key that copies or cuts where the keyboard is,
// after something was pasted there, which stays possible. It takes it out again.
func (s *shift) copiesNothing(where string) error {
	d := s.desk
	if err := errors.Join(d.clip(before), s.rest()); err != nil {
		return err
	}
	if err := errors.Join(d.write("12"), d.key("ctrl+a", "ctrl+c", "ctrl+Insert", "ctrl+a", "ctrl+x", "shift+Delete"), s.rest()); err != nil {
		return err
	}
	if got := d.pasted(); got != before {
		return fmt.Errorf("%s: a packer copied %q", where, got)
	}
	for range before + "12" {
		if err := d.key("BackSpace"); err != nil {
			return err
		}
	}
	return s.rest()
}

// ownersCopy is marked as not to be kept and gone after ten seconds.
func (s *shift) ownersCopy() error {
	d := s.desk
	const words = "090-0000"
	if err := errors.Join(d.key("ctrl+f"), s.rest(), d.write(words), d.key("ctrl+a", "ctrl+c")); err != nil {
		return err
	}
	copied := time.Now()
	if err := eventually(9*time.Second, "the owner copies", func() (bool, error) { return d.pasted() == words, nil }); err != nil {
		return err
	}
	if got := d.pasted("-t", "x-kde-passwordManagerHint"); got != "secret" {
		return fmt.Errorf("the owner's copy says of itself %q", got)
	}
	if err := errors.Join(d.picture("copied"), eventually(15*time.Second, "the copy goes", func() (bool, error) { return d.pasted() == "", nil })); err != nil {
		return err
	}
	if stayed := time.Since(copied); stayed < 9*time.Second || stayed > 12*time.Second {
		return fmt.Errorf("the owner's copy stayed %v", stayed)
	}
	return errors.Join(d.key("ctrl+a", "BackSpace"), s.rest(), d.key("ctrl+1"), s.rest())
}
