package wire_test

import (
	"bytes"
	"encoding/json"
	"runtime"
	"testing"

	"nifuda/data/shop/wire"
)

func TestAPageOfMillionsIsRefusedBeforeItTakesTheMemory(t *testing.T) {
	body := append(bytes.Repeat([]byte("0,"), 8<<20), '0')
	body = append(append([]byte(`{"orders":[`), body...), "]}"...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var reply struct{ Orders *wire.Rows }
	err := wire.JSON(body, &reply)
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || took > 64 {
		t.Errorf("got %v, and %d MB were taken for an answer of 16", err, took)
	}
}

func TestRowsAreAsTheyCame(t *testing.T) {
	for in, want := range map[string]int{`[]`: 0, `[null, {"a": [1,2]} ,"x"]`: 3, `null`: -1} {
		var reply struct{ Orders *wire.Rows }
		err := wire.JSON([]byte(`{"orders":`+in+`}`), &reply)
		if err != nil || want < 0 != (reply.Orders == nil) || want >= 0 && len(*reply.Orders) != want {
			t.Errorf("%s: got %v, %v", in, reply.Orders, err)
		}
	}
	var some wire.Rows
	if err := wire.JSON([]byte(`[{"a" : 1}]`), &some); err != nil || string(some[0]) != `{"a" : 1}` {
		t.Errorf("got %s, %v", some, err)
	}
	if err := wire.JSON([]byte(`{"orders":7}`), &struct{ Orders wire.Rows }{}); err == nil {
		t.Error("a number is no list")
	}
	var _ []json.RawMessage = some
}
