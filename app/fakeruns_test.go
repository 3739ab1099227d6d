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
func (f *fakeRuns) Run(context.Context, data.PrintRunID) (data.Run, error)  { return f.run, nil }
func (f *fakeRuns) OpenRuns(context.Context) ([]data.Run, error)            { return nil, nil }
func (f *fakeRuns) NewBatch(ids []data.ParcelID) data.Batch                 { return data.Batch{Parcels: ids} }
func (f *fakeRuns) Slips(context.Context, data.Batch) ([]data.Paper, error) { return nil, nil }
func (f *fakeRuns) CarrierSlips(context.Context, data.Batch) ([]data.SlipJob, error) {
	return nil, nil
}
func (f *fakeRuns) Pick(context.Context, data.Batch) (data.Pick, error) { return data.Pick{}, nil }
func (f *fakeRuns) BatchLabels(_ context.Context, b data.Batch) ([]data.LabelJob, error) {
	jobs := make([]data.LabelJob, len(b.Parcels))
	for i, p := range b.Parcels {
		jobs[i] = data.LabelJob{Parcel: p, Order: data.OrderID(p), Number: "1043", To: data.Recipient{Name: "髙橋 里奈"}}
	}
	return jobs, nil
}
func (f *fakeRuns) SendPage(context.Context, data.PrintRunID, int, data.PrinterID, string) error {
	return nil
}
func (f *fakeRuns) EndPage(_ context.Context, _ data.PrintRunID, page int, _ string, state data.PageState, _ string) error {
	f.run.Pages[page-1].State = state
	return nil
}
func (f *fakeRuns) JudgePages(context.Context, data.PrintRunID, int, int, []int) error {
	return nil
}
func (f *fakeRuns) AgainPage(context.Context, data.PrintRunID, int, string) error  { return nil }
func (f *fakeRuns) AcceptPage(context.Context, data.PrintRunID, int, []byte) error { return nil }
func (f *fakeRuns) CloseRun(context.Context, data.PrintRunID) error                { return nil }
func (f *fakeRuns) DropRun(context.Context, data.PrintRunID) error                 { return nil }

func (f *fakeRuns) Examine(context.Context, []data.ParcelID) ([]data.Finding, error) { return nil, nil }
func (f *fakeRuns) Join(context.Context, []data.ParcelID) error                      { return nil }
func (f *fakeRuns) Apart(context.Context, data.ParcelID) ([]data.ParcelID, error)    { return nil, nil }
func (f *fakeRuns) Mend(context.Context, data.ParcelID, []data.ShipChange) ([]data.ShipChange, error) {
	return nil, nil
}
