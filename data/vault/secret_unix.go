//go:build unix

package vault

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lockedPages maps whole pages outside the Go heap, so that the collector never
// copies them. A refused mlock (RLIMIT_MEMLOCK) is not an error: the pages may
// then be swapped, which the safety page tells about.
func lockedPages(size int) ([]byte, error) {
	page := os.Getpagesize()
	b, err := unix.Mmap(-1, 0, (size+page-1)/page*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("map pages for a secret: %w", err)
	}
	_ = unix.Mlock(b)
	keepOutOfDumps(b)
	return b, nil
}

func freePages(b []byte) {
	_ = unix.Munlock(b)
	_ = unix.Munmap(b)
}
