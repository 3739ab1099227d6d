//go:build !windows

package joint

import (
	"nifuda/labels/glyph"
	"nifuda/labels/press"
)

// queues is nil: CUPS is the printing system, and takes documents.
func queues(*glyph.Set) press.Queues { return nil }
