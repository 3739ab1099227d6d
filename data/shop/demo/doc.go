// Package demo is a small tea and pottery shop that does not exist, served on
// loopback with カラーミーショップ's documented API, for trying Nifuda without an
// account and for testing it with as many orders as wanted.
//
// Everything about an order follows from the seed, its place in the row and the
// time: who bought what, when it is paid, sent or cancelled. So the shop lives
// on as time passes (Advance makes it pass), and the same seed gives the same
// shop. Names and streets are invented, telephone numbers are 090-0000-xxxx and
// addresses end in example.test.
//
// On demand the server is as bad as servers get: errors, cut connections, halved
// answers, answers that drip, refusals above a number of requests a minute, and
// sales that look unchanged for a while after a change.
//
// It listens on loopback only and asks for its token.
package demo
