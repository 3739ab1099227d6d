// Package unlock is the first thing painted, always: the tag, who, and the
// field for the 合言葉. It knows names and a door, nothing of the shop's data.
package unlock
