package data

import (
	"fmt"
	"math"
	"testing"
)

func TestMoneyIsGroupedByThousands(t *testing.T) {
	for amount, want := range map[Money]string{
		0: "¥0", 7: "¥7", 999: "¥999", 1000: "¥1,000", 7432: "¥7,432", -500: "-¥500", -1234567: "-¥1,234,567",
		math.MaxInt64: "¥9,223,372,036,854,775,807", math.MinInt64: "-¥9,223,372,036,854,775,808",
	} {
		if got := amount.Yen(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAFaultKeepsItsKindAndKeyWhenWrapped(t *testing.T) {
	err := wrap(wrap(&Fault{Kind: Denied, Key: "fault.x"}))
	if KindOf(err) != Denied || KeyOf(err) != "fault.x" {
		t.Errorf("got %v, %s", KindOf(err), KeyOf(err))
	}
	if KindOf(wrap(errPlain{})) != Internal || KeyOf(wrap(errPlain{})) != "fault.internal" {
		t.Error("an error without a kind is not internal")
	}
}

type errPlain struct{}

func (errPlain) Error() string { return "plain" }

func wrap(err error) error { return fmt.Errorf("doing something: %w", err) }
