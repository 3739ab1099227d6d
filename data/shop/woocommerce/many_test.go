package woocommerce

import (
	"bytes"
	"runtime"
	"testing"
)

func TestAnAnswerOfMillionsOfOrdersIsNotTakenApart(t *testing.T) {
	body := append([]byte{'['}, bytes.Repeat([]byte("0,"), 20<<20)...)
	body = append(body, "0]"...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, err := readAnswer(body)
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || took > 160 {
		t.Errorf("%d rows, %v: %d MB for an answer of 40", len(got.Rows), err, took)
	}
}
