// Package shoptest is the suite that every storefront adapter passes: a table
// of claims about pulling orders, each run against a storefront that the
// adapter's own test plays over a Store of sales.
//
// A Brand tells the suite how to play the storefront and how to open the
// adapter. Everything that goes wrong between the two (server errors, cut
// connections, halved answers, answers that drip, swell or repeat) is done here,
// the same for all.
//
// The package is for tests only; nothing of the app imports it.
package shoptest
