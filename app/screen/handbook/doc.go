// Package handbook shows the pages that are read beside the work: what is
// printed, how paper is fed, what to do when it jams, and the keys. Owner and
// packer read the same.
//
// A page is a file of assets/handbook in each language, a small part of Markdown
// that a shopkeeper can write: a title, headings, paragraphs, points, steps and
// pictures, with no marks within a line. Nothing in it comes from an order, and
// nothing of it can be marked or copied.
package handbook
