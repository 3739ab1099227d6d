package joint

import (
	"context"

	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/office"
	"nifuda/labels/page"
	"nifuda/labels/press"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// desk is the owner's desk as the screens know it: what asks for the
// passphrase again takes it here, and the desk takes the proof.
type desk struct {
	*office.Office
	session *house.Session
	tryer
}

// proved does something with the proof that the passphrase was typed again.
func (d desk) proved(again []byte, do func(office.Proof) error) error {
	proof, err := d.Prove(again)
	if err != nil {
		return err
	}
	return do(proof)
}

func (d desk) AddShop(ctx context.Context, again []byte, shop data.NewShop) (data.ShopID, error) {
	var id data.ShopID
	err := d.proved(again, func(p office.Proof) error {
		var err error
		id, err = d.Office.AddShop(ctx, p, shop)
		return err
	})
	return id, err
}

func (d desk) RekeyShop(ctx context.Context, again []byte, shop data.ShopID, token []byte) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.RekeyShop(ctx, p, shop, token) })
}

func (d desk) Disconnect(ctx context.Context, again []byte, shop data.ShopID) error {
	return d.proved(again, func(p office.Proof) error { return d.session.Disconnect(ctx, p, shop) })
}

func (d desk) TellAllAgain(ctx context.Context, parcels []data.ParcelID, progress func(done int)) (told int, err error) {
	return d.session.TellAllAgain(ctx, parcels, progress)
}

func (d desk) AllowShop(ctx context.Context, again []byte, shop data.Shop, what data.Allowed) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.Allow(ctx, p, shop, what) })
}

func (d desk) ListPrinter(ctx context.Context, again []byte, listed data.ListedPrinter) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.ListPrinter(ctx, p, listed) })
}

// tryer tries printers at an address that was typed.
type tryer struct {
	press print.Press
	hands *press.Press
}

// AskPrinter is how a printer is; nothing is printed.
func (t tryer) AskPrinter(ctx context.Context, p data.ListedPrinter) error {
	return t.hands.Ask(ctx, p.Device, p.Manner)
}

// TryPrinter prints a test page on a printer that is listed.
func (d desk) TryPrinter(ctx context.Context, p data.ListedPrinter) error {
	listed, err := d.ListedPrinters(ctx)
	if err != nil {
		return err
	}
	if !data.Listed(listed, p.PrinterID) {
		return printer.Fault(printer.Unlisted, nil)
	}
	on := stock.PlainA4()
	if found, err := stock.Find(p.Manner.Stock); err == nil {
		on = found
	} else if p.Manner.Speaks.Label() {
		on = roll(p.Manner.Speaks)
	}
	_, err = d.press.Print(ctx, p.PrinterID, []page.Page{d.press.Calibration(on, data.Offset{})}, on, func(print.Progress) {})
	return err
}

// roll is a label that its printers have when nobody said which one lies in it.
func roll(s data.Speech) stock.Stock {
	if s == data.Brother {
		return stock.OfRoll("om_62x100mm_62x100mm", 62, 100)
	}
	return stock.OfRoll("om_100x150mm_100x150mm", 100, 150)
}

func (d desk) UnlistPrinter(ctx context.Context, again []byte, id data.PrinterID) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.UnlistPrinter(ctx, p, id) })
}

func (d desk) Backups(ctx context.Context) (data.Backups, error) { return d.session.Backups(ctx) }

func (d desk) BackUp(ctx context.Context) error { return d.session.BackUp(ctx) }

func (d desk) SetBackupFolder(ctx context.Context, again []byte, folder string) error {
	return d.proved(again, func(p office.Proof) error { return d.session.SetBackupFolder(ctx, p, folder) })
}

func (d desk) PostalTable(ctx context.Context) (data.PostalTable, error) {
	return d.session.PostalTable(ctx)
}

// FindPostal lists the files in a folder that are called as Japan Post's are.
func (d desk) FindPostal(_ context.Context, folder string) ([]string, error) {
	return house.FindPostal(folder), nil
}

func (d desk) ReadPostal(ctx context.Context, path string) (data.PostalNews, error) {
	return d.session.ReadPostal(ctx, path)
}

func (d desk) TakePostal(ctx context.Context, sum string) error {
	return d.session.TakePostal(ctx, sum)
}

func (d desk) DropPostal(ctx context.Context) error { return d.session.DropPostal(ctx) }

// ProveAgain gives the proof for what takes longer than the question stands.
func (d desk) ProveAgain(passphrase []byte) (office.Proof, error) { return d.Prove(passphrase) }

// FindOrderFiles lists what may be order files in a folder, the newest first.
func (d desk) FindOrderFiles(_ context.Context, folder string) ([]string, error) {
	return house.FindOrderFiles(folder), nil
}

func (d desk) ReadOrderFile(ctx context.Context, path string) (data.ImportFile, error) {
	return d.session.ReadOrderFile(ctx, path)
}

func (d desk) TryOrderFile(ctx context.Context, p data.ImportPlan) (data.ImportTrial, error) {
	return d.session.TryOrderFile(ctx, p)
}

func (d desk) TakeOrderFile(ctx context.Context, again office.Proof, p data.ImportPlan, progress func(int)) (data.ImportTrial, error) {
	return d.session.TakeOrderFile(ctx, again, p, progress)
}

func (d desk) LeaveOrderFile(ctx context.Context, path, sum string, remove bool) error {
	return d.session.LeaveOrderFile(ctx, path, sum, remove)
}

func (d desk) SetStrict(ctx context.Context, again []byte, shop data.ShopID, strict bool) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.SetStrict(ctx, p, shop, strict) })
}

func (d desk) SetRule(ctx context.Context, again []byte, text string) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.SetRule(ctx, p, text) })
}

func (d desk) SetBenchRules(ctx context.Context, again []byte, rules data.BenchRules) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.SetBenchRules(ctx, p, rules) })
}

func (d desk) ChangePerson(ctx context.Context, again []byte, person data.Person) error {
	return d.proved(again, func(p office.Proof) error { return d.Office.ChangePerson(ctx, p, person) })
}

func (d desk) AddPerson(ctx context.Context, again []byte, person data.NewPerson, passphrase []byte) error {
	return d.proved(again, func(p office.Proof) error {
		_, err := d.session.AddPerson(ctx, p, person, passphrase)
		return err
	})
}

func (d desk) RemovePerson(ctx context.Context, again []byte, login string) error {
	return d.proved(again, func(p office.Proof) error { return d.session.RemovePerson(ctx, p, login) })
}
