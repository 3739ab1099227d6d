package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"

	"nifuda/data"
	"nifuda/data/store/ledger"
	"nifuda/data/vault"
)

// fileKey is the ledger's key, to look for where it must not be.
func (s *stage) fileKey() (key []byte, err error) {
	err = s.peek(func(_ context.Context, _ *ledger.Ledger, keys *vault.Keys) error {
		key = append(key, keys.Ledger().Bytes()...)
		return nil
	})
	return key, err
}

// never is what no packer's process may hold: the owner's secrets, whatever of
// an order stays in the ledger, and parcels that are not on the bench.
func (s *shift) never() []needle {
	all := append(phraseNeedles(phrase), keyNeedles(s.ledgerKey)...)
	for what, text := range map[string]string{
		"the token": canaryToken, "an e-mail": canaryMail, "a buyer's name": canaryBuyer, "a buyer's street": canaryStreet,
		"a remark": canaryRemark, "a phone number": canaryPhone, "an address that is not released": canaryAway,
	} {
		all = append(all, spelled(what, text)...)
	}
	for _, c := range s.away {
		all = append(all, spelled("a name that is not released", c.to.Name)...)
	}
	for i := range len(s.crates) + len(s.away) {
		all = append(all, sums(canaryTotal+data.Money(i))...)
	}
	return all
}

// sums gives a total as digits, with and without commas, and as a number in
// memory.
func sums(m data.Money) []needle {
	digits := strconv.Itoa(int(m))
	n := len(digits)
	commas := digits[:n-6] + "," + digits[n-6:n-3] + "," + digits[n-3:]
	return append(append(spelled("a total", digits), spelled("a total", commas)...),
		needle{"a total as a number", binary.LittleEndian.AppendUint64(nil, uint64(m))})
}

// reach searches the running process of a packer with one parcel open, from
// outside. The same search must find that parcel. Others that are released lie
// in the open file beside it: her key opens them, so they are not looked for.
func (s *shift) reach(open crate) error {
	name, street := spelled("the open parcel's name", open.to.Name), spelled("the open parcel's street", open.to.Address.Street)
	needles := append(append(s.never(), name...), street...)
	found, err := searchMemory(s.app.Process.Pid, needles)
	if err != nil {
		return fmt.Errorf("scan the packer's process: %w", err)
	}
	for _, kind := range []string{"the open parcel's name", "the open parcel's street"} {
		if !found.any(kind) {
			return fmt.Errorf("the scan misses %s in the packer's process: it would prove nothing", kind)
		}
	}
	s.done.found++
	for _, n := range append(name, street...) {
		delete(found, n.what)
	}
	if s.done.memory += found.total(); s.done.memory > 0 {
		return fmt.Errorf("found in the packer's process: %v", found)
	}
	return nil
}

// scanFinds searches the owner's process with the list of orders open: what is
// not found there would prove nothing in a packer's.
func (s *shift) scanFinds() error {
	if err := all(func() error { return s.desk.key("ctrl+2") }, s.rest, func() error { return s.desk.picture("owner") }); err != nil {
		return err
	}
	found, err := searchMemory(s.app.Process.Pid, s.never())
	if err != nil {
		return fmt.Errorf("scan the owner's process: %w", err)
	}
	for _, kind := range []string{"the file key", "the token", "an e-mail", "a buyer's name", "a buyer's street", "a remark", "a phone number",
		"an address that is not released", "a name that is not released", "a total"} {
		if !found.any(kind) {
			return fmt.Errorf("the scan misses %s in the owner's process: it would prove nothing", kind)
		}
	}
	return nil
}
