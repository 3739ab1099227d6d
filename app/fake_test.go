package app

import (
	"context"
	"errors"
	"image"
	"time"

	"nifuda/app/screen/print"
	"nifuda/app/screen/setup"
	"nifuda/app/screen/staff"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	printing "nifuda/labels/printer"
	"nifuda/labels/stock"
)

// fakeHouse is a house with one owner, or none for a first run.
type fakeHouse struct {
	logins   []Login
	session  *fakeSession
	shift    *fakeShift // what the login "p" opens
	swept    Swept
	sweeping func() error // called while it sweeps; nil for nothing
	restored string
}

func (h *fakeHouse) Logins() ([]Login, error) { return h.logins, nil }
func (h *fakeHouse) Create(context.Context, string, string, []byte) (Session, error) {
	h.logins = []Login{{ID: "a"}}
	h.session.set.Setup = data.SetupRecovery
	return h.session, nil
}
func (h *fakeHouse) Open(_ context.Context, login string, pass []byte) (Opened, error) {
	if string(pass) != "ひらけごま" {
		return Opened{}, &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	if login == "p" {
		return Opened{Shift: h.shift}, nil
	}
	return Opened{Desk: h.session}, nil
}
func (h *fakeHouse) Recover(context.Context, []byte) (Session, error) { return nil, errors.New("no") }
func (h *fakeHouse) Restore(_ context.Context, path string) error {
	h.restored = path
	h.logins = []Login{{ID: "a"}}
	return nil
}
func (h *fakeHouse) FindBackups(context.Context, string) ([]data.BackupFile, error) { return nil, nil }
func (h *fakeHouse) Sweep(_ context.Context, tell func(Swept)) (Swept, error) {
	tell(Swept{Waiting: 1})
	if h.sweeping != nil {
		return h.swept, h.sweeping()
	}
	return h.swept, nil
}
func (h *fakeHouse) Passphrases() Passphrases { return phrases{} }

type phrases struct{}

func (phrases) Generate() ([]byte, error)                       { return []byte("korega himitsu desu yo"), nil }
func (phrases) Judge([]byte, ...string) (setup.Strength, error) { return setup.Strong, nil }

// fakeSession is a small shop in an evening; it is its own desk and press.
type fakeSession struct {
	fakeRuns
	set     data.Settings
	synced  int
	closed  int
	parked  []byte
	stuck   bool // parking never ends
	jammed  bool // nor does closing
	endless bool // nor does a sync, whatever it is told
	tended  int
	untold  int
	arrived []string
	rested  int
	found   error // by tending
	swept   []Swept
	due     bool  // a backup is written at the sign-in
	dueErr  error // and how that ends
	unclean bool  // a run leaves its copy with the spooler
	renewal Renewal
	paper   staff.Press      // what the people's room prints with
	unread  map[string]error // what cannot be read, and why
}

func (f *fakeSession) Office() Office     { return f }
func (f *fakeSession) Recovery() Recovery { return f }
func (f *fakeSession) Press() print.Press { return f }
func (f *fakeSession) Close() error {
	f.closed++
	if f.jammed {
		select {}
	}
	return nil
}
func (f *fakeSession) SignIn(context.Context, data.NewShop, func(string), <-chan string) ([]byte, error) {
	return []byte("granted"), nil
}
func (f *fakeSession) TestShop(context.Context, data.NewShop) (string, error) { return "見本", nil }
func (f *fakeSession) Draw(context.Context) ([]byte, error) {
	return []byte("K7QFM2XD9TRBH4WNP8CJ5VLAR3YGZ6KM"), nil
}
func (f *fakeSession) Prove(context.Context, []setup.Group) error { return nil }
func (f *fakeSession) ListedPrinters(context.Context) ([]data.ListedPrinter, error) {
	return []data.ListedPrinter{{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}}, nil
}
func (f *fakeSession) ListPrinter(context.Context, []byte, data.ListedPrinter) error    { return nil }
func (*fakeSession) SetManner(context.Context, data.PrinterID, data.Manner) error       { return nil }
func (*fakeSession) AskPrinter(context.Context, data.ListedPrinter) error               { return nil }
func (*fakeSession) TryPrinter(context.Context, data.ListedPrinter) error               { return nil }
func (f *fakeSession) UnlistPrinter(context.Context, []byte, data.PrinterID) error      { return nil }
func (f *fakeSession) FirstPrinter(context.Context, data.ListedPrinter) error           { return nil }
func (f *fakeSession) Backups(context.Context) (data.Backups, error)                    { return data.Backups{}, nil }
func (f *fakeSession) BackUp(context.Context) error                                     { return nil }
func (f *fakeSession) SetBackupFolder(context.Context, []byte, string) error            { return nil }
func (f *fakeSession) BackUpWhenDue(context.Context) (bool, error)                      { return f.due, f.dueErr }
func (f *fakeSession) FirstShop(context.Context, data.NewShop) (data.ShopID, error)     { return 1, nil }
func (f *fakeSession) RekeyShop(context.Context, []byte, data.ShopID, []byte) error     { return nil }
func (f *fakeSession) AllowShop(context.Context, []byte, data.Shop, data.Allowed) error { return nil }
func (f *fakeSession) Stuck(context.Context) ([]data.Stuck, error)                      { return nil, nil }
func (f *fakeSession) TellAgain(context.Context, data.ParcelID) error                   { return nil }
func (f *fakeSession) GoneShops(context.Context) ([]data.Shop, error)                   { return nil, nil }
func (f *fakeSession) Disconnect(context.Context, []byte, data.ShopID) error            { return nil }
func (f *fakeSession) TellAllAgain(context.Context, []data.ParcelID, func(int)) (int, error) {
	return 0, nil
}
func (f *fakeSession) ToldByHand(context.Context, data.ParcelID) error { return nil }
func (f *fakeSession) AddShop(context.Context, []byte, data.NewShop) (data.ShopID, error) {
	return 1, nil
}
func (f *fakeSession) Arrived(_ context.Context, what, name string) error {
	f.arrived = append(f.arrived, what+" "+name)
	return nil
}
func (f *fakeSession) Tend(context.Context) error { f.tended++; return f.found }
func (f *fakeSession) Swept(_ context.Context, purged int, kept []string) error {
	f.swept = append(f.swept, Swept{Purged: purged, Kept: kept})
	return nil
}
func (f *fakeSession) Rest(context.Context) error { f.rested++; return errors.New("busy") }
func (f *fakeSession) Park(_ context.Context, draft []byte) error {
	if f.stuck {
		select {}
	}
	f.parked = draft
	return nil
}
func (f *fakeSession) Parked(context.Context) ([]byte, error) { return f.parked, nil }
func (f *fakeSession) Sync(_ context.Context, say func(data.SyncProgress)) ([]data.SyncResult, error) {
	f.synced++
	if f.endless {
		select {}
	}
	say(data.SyncProgress{Shop: 1, Done: 9, Total: 14})
	return []data.SyncResult{{Shop: 1, Name: "本店", Saved: data.PageSaved{New: 5, Changed: 2}}}, nil
}
func (f *fakeSession) Today(context.Context) (data.Today, error) {
	return data.Today{ToShip: 14, DueToday: 5, Awaiting: 3, OldestAwaited: now().AddDate(0, 0, -4), Problems: 2, LabelsToPrint: 15, Untold: f.untold,
		News: []data.News{{At: now(), Key: "news.sync.new", Args: map[string]any{"n": 5}}}}, nil
}
func (f *fakeSession) Orders(context.Context, data.OrderQuery) ([]data.OrderRow, error) {
	return []data.OrderRow{
		{ID: 1, Number: "1043", ShopName: "本店", Name: "髙橋 里奈", Prefecture: "長野県", FirstItem: "煎茶 朝霧", Pieces: 2, MoreItems: 1, Total: 7432, Parcels: 2, Flags: data.RowFlags{Gift: true}},
		{ID: 2, Number: "1042", ShopName: "本店", Name: "佐々木 健", Prefecture: "北海道", FirstItem: "湯呑み 灰釉", Pieces: 1, Total: 4400, Parcels: 1, Flags: data.RowFlags{Problem: true}},
		{ID: 3, Number: "1041", ShopName: "茶の間店", Name: "渡邉 さくら", Prefecture: "福岡県", FirstItem: "ほうじ茶 焙", Pieces: 3, Total: 3888, Parcels: 1, Flags: data.RowFlags{Labelled: true}},
	}, nil
}
func (f *fakeSession) Counts(context.Context) (data.TabCounts, error) {
	return data.TabCounts{data.TabToShip: 14, data.TabAwaiting: 3, data.TabProblems: 2}, nil
}
func (f *fakeSession) Order(_ context.Context, id data.OrderID) (data.Order, error) {
	return data.Order{ID: id, Remote: data.Remote{Number: "1043", PlacedAt: now()}, Parcels: []data.Parcel{{To: data.Contact{Name: "髙橋 里奈"}}}}, nil
}
func (f *fakeSession) Hold(context.Context, []data.OrderID, bool) error { return nil }
func (f *fakeSession) Labels(_ context.Context, ids []data.OrderID) ([]data.LabelJob, error) {
	jobs := make([]data.LabelJob, len(ids))
	for i, id := range ids {
		jobs[i] = data.LabelJob{Parcel: data.ParcelID(id), Order: id, Number: "1043", To: data.Recipient{Name: "髙橋 里奈"}}
	}
	return jobs, nil
}
func (f *fakeSession) Settings(context.Context) (data.Settings, error) {
	return f.set, f.unread["settings"]
}
func (f *fakeSession) SaveSettings(_ context.Context, s data.Settings) error { f.set = s; return nil }
func (f *fakeSession) Shops(context.Context) ([]data.Shop, error) {
	return []data.Shop{{ID: 1, Name: "本店", Brand: data.ColorMe, SyncedAt: now().Add(-12 * time.Minute)}, {ID: 2, Name: "茶の間店", Brand: data.Demo, SyncedAt: now().Add(-12 * time.Minute)}}, nil
}
func (f *fakeSession) Printers(context.Context) ([]print.Printer, error) {
	return []print.Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}}, nil
}
func (f *fakeSession) Sheets([]data.LabelJob, stock.Stock, int, data.Offset) (labels.Sheets, error) {
	return labels.Sheets{Pages: []page.Page{{Width: 210, Height: 297}}}, nil
}
func (f *fakeSession) Calibration(stock.Stock, data.Offset) page.Page { return page.Page{} }
func (f *fakeSession) Preview(page.Page, float64) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
}
func (f *fakeSession) Print(context.Context, data.PrinterID, []page.Page, stock.Stock, func(print.Progress)) (printing.Outcome, error) {
	return printing.Outcome{Sent: true, Purged: !f.unclean}, nil
}

func (f *fakeSession) PrintPage(context.Context, data.PrinterID, printing.Job, func(string)) (printing.Outcome, error) {
	return printing.Outcome{Sent: true, Purged: !f.unclean}, nil
}
func (f *fakeSession) Paper(data.Paper) ([]page.Page, []labels.Report) { return nil, nil }
func (f *fakeSession) Overprint(data.SlipForm, []data.SlipJob) (labels.Sheets, error) {
	return labels.Sheets{}, nil
}
func (f *fakeSession) PickList(data.Pick) ([]page.Page, []labels.Report) { return nil, nil }
func (f *fakeSession) Ended(context.Context, string) (printing.JobState, error) {
	return 0, printing.Fault(printing.Lost, nil)
}

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }
