// Package consent is where a packer reads the shop's take-out rule (持ち出し禁止)
// and accepts it, before her first parcel and again after each change of the
// rule. It is handed a gate, and nothing of the bench behind it.
package consent
