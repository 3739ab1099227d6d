// Package joint fits the house below the screens to the doors the shell knocks
// at. It decides nothing and keeps nothing.
package joint
