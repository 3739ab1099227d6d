package restore

import (
	"context"
	"strings"

	"nifuda/app/task"
	"nifuda/data"
)

// House puts a ledger back. What is there is moved aside, never removed.
type House interface {
	Restore(ctx context.Context, path string) error
	// FindBackups lists the backups in a folder, the newest first.
	FindBackups(ctx context.Context, folder string) ([]data.BackupFile, error)
}

// State is what the room is doing.
type State int

// The states of the room.
const (
	Ready   State = iota
	Working       // the backup is read and put back
	Failed        // it was not, and everything is as it was
)

// Model is the room without its widgets.
type Model struct {
	house   House
	slot    *task.Slot
	look    *task.Slot
	found   []data.BackupFile
	state   State
	err     error
	path    string
	done    func()
	changed func()
}

// New is the room before a file was named. done is called when the ledger is
// back.
func New(house House, run *task.Runner, done, changed func()) *Model {
	return &Model{house: house, slot: task.NewSlot(run), look: task.NewSlot(run), done: done, changed: changed}
}

// State, Err and Path are what the room shows.
func (m *Model) State() State { return m.state }
func (m *Model) Err() error   { return m.err }
func (m *Model) Path() string { return m.path }

// most is how many backups are offered.
const most = 2

// Look looks for backups where they usually lie.
func (m *Model) Look(folder string) {
	task.Ask(m.look, func(ctx context.Context) ([]data.BackupFile, error) { return m.house.FindBackups(ctx, folder) },
		func(all []data.BackupFile, err error) {
			if err == nil { // else the path is typed
				m.found = all[:min(len(all), most)]
				m.changed()
			}
		})
}

// Found are the backups that are offered.
func (m *Model) Found() []data.BackupFile { return m.found }

// Name takes the path of the backup, as typed, pasted or picked. Quotation
// marks around it, as file managers copy them, are left out.
func (m *Model) Name(path string) {
	m.path = strings.Trim(strings.TrimSpace(path), `"'`)
	m.changed()
}

// CanStart reports whether a file is named and nothing is on its way.
func (m *Model) CanStart() bool { return m.path != "" && m.state != Working }

// Start puts the ledger back.
func (m *Model) Start() {
	if !m.CanStart() {
		return
	}
	m.state, m.err = Working, nil
	m.changed()
	path := m.path
	m.slot.Run(func(ctx context.Context) func() {
		err := m.house.Restore(ctx, path)
		return func() {
			if err == nil {
				m.done()
				return
			}
			m.state, m.err = Failed, err
			m.changed()
		}
	})
}
