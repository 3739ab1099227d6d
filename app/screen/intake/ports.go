package intake

import (
	"context"

	"nifuda/data"
	"nifuda/data/office"
)

// Files is where order files are read.
type Files interface {
	// FindOrderFiles lists what may be order files in a folder, the newest first.
	FindOrderFiles(ctx context.Context, folder string) ([]string, error)
	ReadOrderFile(ctx context.Context, path string) (data.ImportFile, error)
	TryOrderFile(context.Context, data.ImportPlan) (data.ImportTrial, error)
	// TakeOrderFile keeps all of it or nothing; progress is called from where it
	// runs.
	TakeOrderFile(ctx context.Context, again office.Proof, p data.ImportPlan, progress func(done int)) (data.ImportTrial, error)
	// LeaveOrderFile removes the file or leaves it, and records which.
	LeaveOrderFile(ctx context.Context, path, sum string, remove bool) error
}

// Desk is what this room asks the owner's desk.
type Desk interface {
	Files
	Shops(context.Context) ([]data.Shop, error)
	// ProveAgain gives the proof that the passphrase was typed again: what it is
	// for takes longer than a question may stand open.
	ProveAgain(passphrase []byte) (office.Proof, error)
}
