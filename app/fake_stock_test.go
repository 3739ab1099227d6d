package app

import (
	"context"
	"image"

	"nifuda/app/screen/print"
	stockroom "nifuda/app/screen/stock"
	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

func (f *fakeSession) Examine(context.Context, []data.ParcelID) ([]data.Finding, error) {
	return nil, nil
}

func (f *fakeSession) Mend(context.Context, data.ParcelID, []data.ShipChange) ([]data.ShipChange, error) {
	return nil, nil
}

func (f *fakeSession) PostalTable(context.Context) (data.PostalTable, error) {
	return data.PostalTable{Towns: 120000}, nil
}
func (f *fakeSession) FindPostal(context.Context, string) ([]string, error) { return nil, nil }
func (f *fakeSession) ReadPostal(context.Context, string) (data.PostalNews, error) {
	return data.PostalNews{}, nil
}
func (f *fakeSession) TakePostal(context.Context, string) error { return nil }
func (f *fakeSession) DropPostal(context.Context) error         { return nil }

func (f *fakeSession) Stocks(context.Context) ([]data.Stock, error)                { return nil, nil }
func (f *fakeSession) SaveStock(context.Context, data.Stock) (data.StockID, error) { return 1, nil }
func (f *fakeSession) RemoveStock(context.Context, data.StockID) error             { return nil }
func (f *fakeSession) SlipForms(context.Context) ([]data.SlipForm, error)          { return nil, nil }
func (f *fakeSession) RemoveSlipForm(context.Context, data.SlipFormID) error       { return nil }
func (f *fakeSession) SaveSlipForm(context.Context, data.SlipForm) (data.SlipFormID, error) {
	return 1, nil
}
func (f *fakeSession) Trials(p print.Press, _ func() string) stockroom.Press { return fakeTrial{p} }

// fakeTrial draws nothing.
type fakeTrial struct{ press print.Press }

func (fakeTrial) Calibration(stock.Stock, data.Offset) page.Page { return page.Page{} }
func (fakeTrial) SlipTrial(data.SlipForm, data.Offset) page.Page { return page.Page{} }
func (fakeTrial) SlipPicture(data.SlipForm) page.Page            { return page.Page{} }
func (fakeTrial) Preview(page.Page, float64) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
}
func (fakeTrial) Try(context.Context, func(data.Offset) page.Page, stock.Stock) error { return nil }
