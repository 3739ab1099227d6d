// Package sysbus is a message bus for tests: the real daemon in a folder of its
// own, and on it a fake of the daemon that keeps the sessions of a Linux
// computer and any other program that owns a name. Nothing of the machine's own
// buses is touched or needed.
package sysbus
