// Package press joins what draws paper and what prints it for the rooms that
// ask: labels into pages, pages into a picture for the eye or a document for
// the printer. The document lives in memory and is wiped when the job ends.
package press
