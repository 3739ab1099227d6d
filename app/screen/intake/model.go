package intake

import (
	"context"
	"slices"
	"strings"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/data/office"
)

// State is how far the file has come.
type State int

// The states of the room. What went wrong is Err, and the state is the one from
// which it can be tried again.
const (
	Choosing State = iota // no file was read yet
	Reading
	Mapping // its columns are shown
	Trying
	Tried // what would happen is shown
	Taking
	Taken // whether the file may go is asked
	Leaving
	Gone // the file was removed
	Kept // the file was left
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	ask     again.Ask
	run     *task.Runner
	look    *task.Slot
	slot    *task.Slot
	state   State
	err     error
	path    string
	file    file
	trial   data.ImportTrial
	done    int
	changed func()
}

// file is the file that was read, and what is decided about it.
type file struct {
	data.ImportFile
	shops []data.Shop        // those whose orders come as files
	plan  data.ImportPlan    // Map is what the table shows
	more  []data.ImportField // fields that were asked for and have no column yet
}

// New is a room without a file. ask puts the question for the passphrase.
func New(desk Desk, ask again.Ask, run *task.Runner, changed func()) *Model {
	return &Model{desk: desk, ask: ask, run: run, look: task.NewSlot(run), slot: task.NewSlot(run), changed: changed}
}

// State, Err, Path, File, Plan, Shops, Trial and Done are what the room shows.
func (m *Model) State() State            { return m.state }
func (m *Model) Err() error              { return m.err }
func (m *Model) Path() string            { return m.path }
func (m *Model) File() data.ImportFile   { return m.file.ImportFile }
func (m *Model) Plan() data.ImportPlan   { return m.file.plan }
func (m *Model) Shops() []data.Shop      { return m.file.shops }
func (m *Model) Trial() data.ImportTrial { return m.trial }
func (m *Model) Done() int               { return m.done }

// Busy reports whether something runs that the room waits for.
func (m *Model) Busy() bool {
	return m.state == Reading || m.state == Trying || m.state == Taking || m.state == Leaving
}

func (m *Model) show(s State, err error) {
	m.state, m.err = s, err
	m.changed()
}

// Look suggests the newest file where downloads lie.
func (m *Model) Look(folders []string) {
	task.Ask(m.look, func(ctx context.Context) (string, error) {
		for _, folder := range folders {
			if found, err := m.desk.FindOrderFiles(ctx, folder); err != nil || len(found) > 0 {
				return strings.Join(found[:min(1, len(found))], ""), err
			}
		}
		return "", nil
	}, func(found string, err error) {
		if err == nil && found != "" && m.path == "" && m.state == Choosing { // else the path is typed
			m.path = found
			m.changed()
		}
	})
}

// Type takes the path of the file, as typed, pasted or dropped. Quotation marks
// around it, as file managers copy them, are left out.
func (m *Model) Type(path string) {
	if path = strings.Trim(strings.TrimSpace(path), `"'`); path != m.path && !m.Busy() {
		m.path = path
		m.changed()
	}
}

// CanRead reports whether there is a file to read.
func (m *Model) CanRead() bool { return m.path != "" && !m.Busy() && m.state != Taken }

// Read reads the file. One that was read before is forgotten.
func (m *Model) Read() {
	if !m.CanRead() {
		return
	}
	path := m.path
	m.file, m.trial = file{}, data.ImportTrial{}
	m.show(Reading, nil)
	task.Ask(m.slot, func(ctx context.Context) (f file, err error) {
		if f.ImportFile, err = m.desk.ReadOrderFile(ctx, path); err != nil {
			return file{}, err
		}
		all, err := m.desk.Shops(ctx)
		f.shops = slices.DeleteFunc(all, func(s data.Shop) bool { return s.Brand != data.CSV })
		return f, err
	}, m.read)
}

// read decides what can be decided: the shop whose files look like this one.
func (m *Model) read(f file, err error) {
	if err != nil {
		m.show(Choosing, err)
		return
	}
	f.plan = data.ImportPlan{Path: f.Path, Sum: f.Sum, Map: f.Map}
	for _, s := range f.shops {
		if kept, ok := f.Kept[s.ID]; ok && len(kept.Missing()) == 0 {
			f.plan.Shop, f.plan.Map = s.ID, kept
			break
		}
	}
	m.file = f
	m.show(Mapping, nil)
}

// editing reports whether what is decided can be changed; a trial is void then.
func (m *Model) editing() bool {
	if m.state != Mapping && m.state != Tried {
		return false
	}
	m.state, m.err, m.trial = Mapping, nil, data.ImportTrial{}
	return true
}

// Into chooses the shop, 0 for a new one, with the columns it had before.
func (m *Model) Into(shop data.ShopID) {
	if !m.editing() {
		return
	}
	m.file.plan.Shop, m.file.more = shop, nil
	m.file.plan.Map = m.file.Map
	if kept, ok := m.file.Kept[shop]; ok {
		m.file.plan.Map = kept
	}
	m.changed()
}

// Call names the new shop.
func (m *Model) Call(name string) {
	if m.state == Mapping || m.state == Tried {
		had := m.CanTry()
		if m.file.plan.Name = strings.TrimSpace(name); m.CanTry() != had {
			m.changed()
		}
	}
}

// CanTry reports whether enough is decided.
func (m *Model) CanTry() bool {
	p := m.file.plan
	return (m.state == Mapping || m.state == Tried) && len(p.Map.Missing()) == 0 && (p.Shop != 0 || p.Name != "")
}

// Try says what would happen.
func (m *Model) Try() {
	if !m.CanTry() {
		return
	}
	plan := m.file.plan
	m.show(Trying, nil)
	task.Ask(m.slot, func(ctx context.Context) (data.ImportTrial, error) { return m.desk.TryOrderFile(ctx, plan) },
		func(t data.ImportTrial, err error) {
			if err != nil {
				m.show(Mapping, err)
				return
			}
			m.trial = t
			m.show(Tried, nil)
		})
}

// CanTake reports whether there is anything that would change.
func (m *Model) CanTake() bool {
	return m.state == Tried && m.trial.Saved.New+m.trial.Saved.Changed > 0
}

// Take imports the file once the passphrase was typed again.
func (m *Model) Take() {
	if !m.CanTake() {
		return
	}
	var proof office.Proof
	m.ask(again.Question{
		Why: "import.again", Holes: []any{"n", m.trial.Saved.New + m.trial.Saved.Changed}, Busy: "again.busy",
		Begin: func() again.Work {
			return func(_ context.Context, pass []byte) (err error) {
				proof, err = m.desk.ProveAgain(pass)
				return err
			}
		},
		Done: func() { m.take(proof) },
	})
}

func (m *Model) take(proof office.Proof) {
	plan := m.file.plan
	m.done = 0
	m.show(Taking, nil)
	task.Ask(m.slot, func(ctx context.Context) (data.ImportTrial, error) {
		return m.desk.TakeOrderFile(ctx, proof, plan, func(done int) {
			m.run.Show(func() { m.progress(done) })
		})
	}, func(t data.ImportTrial, err error) {
		if err != nil {
			m.show(Tried, err)
			return
		}
		m.trial = t
		m.show(Taken, nil)
	})
}

func (m *Model) progress(done int) {
	if m.state == Taking {
		m.done = done
		m.changed()
	}
}

// Stop ends a trial or an import that runs; nothing of it is kept.
func (m *Model) Stop() {
	if m.state == Trying || m.state == Taking {
		m.slot.Stop()
	}
}

// Leave ends with the file removed, or left where it is.
func (m *Model) Leave(remove bool) {
	if m.state != Taken {
		return
	}
	end, path, sum := Kept, m.file.Path, m.file.Sum
	if remove {
		end = Gone
	}
	m.show(Leaving, nil)
	task.Ask(m.slot, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, m.desk.LeaveOrderFile(ctx, path, sum, remove)
	}, func(_ struct{}, err error) {
		if err != nil {
			m.show(Taken, err)
			return
		}
		m.path, m.file = "", file{}
		m.show(end, nil)
	})
}

// Forget begins anew; it reports false while an import runs or its file is not
// decided about.
func (m *Model) Forget() bool {
	if m.state == Taking || m.state == Taken || m.state == Leaving {
		return false
	}
	m.slot.Cancel()
	m.path, m.file, m.trial = "", file{}, data.ImportTrial{}
	m.show(Choosing, nil)
	return true
}
