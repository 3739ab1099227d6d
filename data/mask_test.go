package data

import "testing"

func TestAMaskedPhoneShowsItsLastFourDigits(t *testing.T) {
	for phone, want := range map[string]string{
		"":              "",
		"090-0000-0143": "090-••••-0143",
		"09000000143":   "090••••0143",
		"０９０－００００－０１４３": "０９０－••••－０１４３",
		"03-1234-5678":      "03-••••-5678",
		"0263-00-0143":      "0263-••-0143",
		"0263000143":        "026•••0143",
		"+81 90-0000-0143":  "+81 ••-••••-0143",
		"(090) 0000 0143":   "(090) •••• 0143",
		"0143":              "•••3",
		"12-0143":           "••-•••3",
		"00-0143-00":        "00-••43-00",
		"090-0000-0143 夜のみ": "090-••••-0143 •••",
	} {
		if got := MaskPhone(phone); got != want {
			t.Errorf("%q: got %q, want %q", phone, got, want)
		}
	}
}

func TestAMaskedEMailShowsItsFirstCharacterAndItsDomain(t *testing.T) {
	for email, want := range map[string]string{
		"": "", "rina@example.test": "r•••@example.test", "r@example.test": "•••@example.test",
		"里奈@example.test": "里•••@example.test", "no address": "•••", "a@b@c.test": "a•••@c.test",
	} {
		if got := MaskEmail(email); got != want {
			t.Errorf("%q: got %q, want %q", email, got, want)
		}
	}
}

func TestAMaskedOrderLeavesTheOneItWasMadeOfAlone(t *testing.T) {
	to := Contact{Name: "髙橋 里奈", Kana: "タカハシ リナ", Phone: "090-0000-0143", Email: "rina@example.test"}
	o := Order{Buyer: to, Parcels: []Parcel{{To: to}}}
	m := o.Masked()
	want := Contact{Name: "髙橋 里奈", Kana: "タカハシ リナ", Phone: "090-••••-0143", Email: "r•••@example.test"}
	if m.Buyer != want || m.Parcels[0].To != want {
		t.Errorf("masked: %+v", m)
	}
	if o.Parcels[0].To != to {
		t.Errorf("the order itself: %+v", o)
	}
}
