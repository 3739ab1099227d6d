package joint

import (
	"nifuda/labels/glyph"
	"nifuda/labels/press"
	"nifuda/labels/printer/winspool"
)

// queues are those of Windows, which take pages.
func queues(fonts *glyph.Set) press.Queues { return winspool.New(winspool.Config{Fonts: fonts}) }
