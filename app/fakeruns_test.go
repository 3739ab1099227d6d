package app

import (
	"context"

	"nifuda/data"
)

// fakeRuns keeps one print run.
type fakeRuns struct{ run data.Run }

func (f *fakeRuns) BeginRun(_ context.Context, plan data.RunPlan, pages []data.RunPage) (data.PrintRunID, error) {
	f.run = data.Run{ID: 1, Plan: plan, Pages: pages}
	return 1, nil
}
func (f *fakeRuns) Run(context.Context, data.PrintRunID) (data.Run, error) { return f.run, nil }
func (f *fakeRuns) OpenRuns(context.Context) ([]data.Run, error)           { return nil, nil }
func (f *fakeRuns) RunLabels(context.Context, data.PrintRunID) ([]data.LabelJob, error) {
	return nil, nil
}
func (f *fakeRuns) SendPage(context.Context, data.PrintRunID, int, data.PrinterID, string) error {
	return nil
}
func (f *fakeRuns) EndPage(_ context.Context, _ data.PrintRunID, page int, _ string, state data.PageState, _ string) error {
	f.run.Pages[page-1].State = state
	return nil
}
func (f *fakeRuns) JudgePage(context.Context, data.PrintRunID, int, bool) error    { return nil }
func (f *fakeRuns) AgainPage(context.Context, data.PrintRunID, int, string) error  { return nil }
func (f *fakeRuns) AcceptPage(context.Context, data.PrintRunID, int, []byte) error { return nil }
func (f *fakeRuns) CloseRun(context.Context, data.PrintRunID) error                { return nil }
func (f *fakeRuns) DropRun(context.Context, data.PrintRunID, string) error         { return nil }
