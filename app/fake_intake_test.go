package app

import (
	"context"

	"nifuda/data"
	"nifuda/data/office"
)

func (f *fakeSession) ProveAgain([]byte) (office.Proof, error) { return office.Proof{}, nil }
func (f *fakeSession) FindOrderFiles(context.Context, string) ([]string, error) {
	return nil, nil
}
func (f *fakeSession) ReadOrderFile(context.Context, string) (data.ImportFile, error) {
	return data.ImportFile{}, nil
}
func (f *fakeSession) TryOrderFile(context.Context, data.ImportPlan) (data.ImportTrial, error) {
	return data.ImportTrial{}, nil
}
func (f *fakeSession) TakeOrderFile(context.Context, office.Proof, data.ImportPlan, func(int)) (data.ImportTrial, error) {
	return data.ImportTrial{}, nil
}
func (f *fakeSession) LeaveOrderFile(context.Context, string, string, bool) error { return nil }
