package house_test

import (
	"reflect"
	"testing"

	desk "nifuda/data/bench"
	"nifuda/data/house"
	"nifuda/data/office"
)

// door is one method of a desk: who reaches it, and whether it asks for the
// passphrase again.
type door struct {
	owner, packer bool
	again         bool
}

var (
	owners  = door{owner: true}
	again   = door{owner: true, again: true} // changes keys, people, printers, retention or shops
	packers = door{packer: true}
)

// doors is every method of every desk. Office.FirstShop, Office.FirstPrinter, Session.ProveRecovery
// and Session.Replace ask for no proof because they work only where none can be
// given: in the setup, and after the recovery sheet was used.
func doors() map[string]door {
	return map[string]door{
		"Office.Absorb": owners, "Office.Accept": owners, "Office.AddShop": again, "Office.BeginRun": owners,
		"Office.BenchRules": owners, "Office.ChangePerson": again, "Office.Counts": owners, "Office.Engine": owners,
		"Office.Events": owners, "Office.Goods": owners, "Office.Hold": owners, "Office.Labels": owners,
		"Office.FirstPrinter": owners, "Office.FirstShop": owners, "Office.ListPrinter": again, "Office.SetManner": owners, "Office.ListedPrinters": owners,
		"Office.UnlistPrinter": again, "Office.Oddities": owners, "Office.Order": owners, "Office.Orders": owners,
		"Office.Park": owners, "Office.Parked": owners, "Office.People": owners, "Office.Prove": owners,
		"Office.Release": owners, "Office.ReleaseReady": owners, "Office.RemoveGoods": owners, "Office.Reveal": owners,
		"Office.Rule": owners, "Office.SaveGoods": owners, "Office.SaveSettings": owners, "Office.SetBenchRules": again,
		"Office.SetNote": owners, "Office.SetRule": again, "Office.SetStrict": again, "Office.Settings": owners,
		"Office.Settle": owners, "Office.Shops": owners, "Office.GoneShops": owners, "Office.TakeBack": owners, "Office.Today": owners,
		"Office.VerifyEvents": owners, "Office.Stuck": owners, "Office.TellAgain": owners, "Office.ToldByHand": owners, "Office.Allow": again, "Office.RekeyShop": again,
		"Office.SendPage": owners, "Office.EndPage": owners, "Office.JudgePages": owners, "Office.AgainPage": owners, "Office.AcceptPage": owners,
		"Office.CloseRun": owners, "Office.DropRun": owners, "Office.OpenRuns": owners, "Office.Run": owners, "Office.BatchLabels": owners, "Office.NewBatch": owners,
		"Office.BeginCopy": owners, "Office.Document": owners, "Office.Documents": owners, "Office.Draft": owners, "Office.EndCopy": owners,
		"Office.Issue": owners, "Office.Returnable": owners, "Office.Pick": owners, "Office.Slips": owners,
		"Office.Stocks": owners, "Office.SaveStock": owners, "Office.RemoveStock": owners, "Office.CarrierSlips": owners, "Office.Examine": owners, "Office.Mend": owners, "Office.Join": owners, "Office.Apart": owners,
		"Office.SlipForms": owners, "Office.SaveSlipForm": owners, "Office.RemoveSlipForm": owners,

		"Session.PostalTable": owners, "Session.ReadPostal": owners, "Session.TakePostal": owners, "Session.DropPostal": owners,
		"Session.ReadOrderFile": owners, "Session.TryOrderFile": owners, "Session.TakeOrderFile": again, "Session.LeaveOrderFile": owners,
		"Session.AddPerson": again, "Session.BackUp": owners, "Session.BackUpWhenDue": owners, "Session.Backups": owners,
		"Session.SetBackupFolder": again, "Session.Arrived": owners, "Session.ChangePassphrase": owners, "Session.Check": owners, "Session.Close": owners,
		"Session.DrawRecovery": owners, "Session.Folder": owners, "Session.Login": owners, "Session.Office": owners, "Session.ProveRecovery": owners,
		"Session.RemovePerson": again, "Session.Renewal": owners, "Session.Replace": owners, "Session.Rest": owners,
		"Session.SignIn": owners, "Session.Swept": owners, "Session.Sync": owners, "Session.Tell": owners, "Session.TestShop": owners,
		"Session.Disconnect": again, "Session.TellAllAgain": owners,

		"Bench.BeginLabel": packers, "Bench.Count": packers, "Bench.EndLabel": packers, "Bench.Find": packers,
		"Bench.Later": packers, "Bench.Open": packers, "Bench.Override": packers, "Bench.Park": packers,
		"Bench.Parked": packers, "Bench.Phone": packers, "Bench.Report": packers, "Bench.Rows": packers,
		"Bench.Scan": packers, "Bench.Self": packers, "Bench.Ship": packers, "Bench.Uncount": packers,

		"Porch.Accept": packers, "Porch.Arrived": packers, "Porch.Chosen": packers, "Porch.Enter": packers, "Porch.Renew": packers, "Porch.Rule": packers, "Porch.Sweep": packers,
		"Porch.Swept": packers,

		"Shift.Arrived": packers, "Shift.ChangePassphrase": packers, "Shift.Check": packers, "Shift.Close": packers, "Shift.Login": packers,
		"Shift.Porch": packers, "Shift.Rest": packers, "Shift.Swept": packers,
	}
}

// TestEveryDoorHasARow goes through every method of every desk.
func TestEveryDoorHasARow(t *testing.T) {
	table, seen := doors(), map[string]bool{}
	proof := reflect.TypeFor[office.Proof]()
	for _, d := range []struct {
		desk          reflect.Type
		owner, packer bool
	}{
		{reflect.TypeFor[*office.Office](), true, false},
		{reflect.TypeFor[*house.Session](), true, false},
		{reflect.TypeFor[*desk.Bench](), false, true},
		{reflect.TypeFor[*desk.Porch](), false, true},
		{reflect.TypeFor[*house.Shift](), false, true},
	} {
		for i := range d.desk.NumMethod() {
			m := d.desk.Method(i)
			name := d.desk.Elem().Name() + "." + m.Name
			row, ok := table[name]
			seen[name] = true
			switch {
			case !ok:
				t.Errorf("%s has no row: who may call it, and must it ask for the passphrase again?", name)
			case row.owner != d.owner || row.packer != d.packer:
				t.Errorf("%s is reached by owner %v, packer %v; the row says otherwise", name, d.owner, d.packer)
			case row.again != takes(m.Type, proof) && name != "Office.Accept":
				t.Errorf("%s asks for the passphrase again: %v; the row says %v", name, !row.again, row.again)
			}
		}
	}
	for name := range table {
		if !seen[name] {
			t.Errorf("%s has a row and no method", name)
		}
	}
}

func takes(f reflect.Type, in reflect.Type) bool {
	for i := range f.NumIn() {
		if f.In(i) == in {
			return true
		}
	}
	return false
}
