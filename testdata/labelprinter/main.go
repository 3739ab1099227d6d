package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"nifuda/data"
	"nifuda/labels/printer/raw/rawtest"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("labelprinter ADDRESS DIR")
	}
	p, err := rawtest.Listen(data.ZPL, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for out := 0; ; time.Sleep(20 * time.Millisecond) {
		for _, b := range p.Labels()[out:] {
			out++
			leave(fmt.Sprintf("%d.pbm", out), append(fmt.Appendf(nil, "P4\n%d %d\n", b.Width, b.Height), b.Pix...))
		}
		if wrong := p.Wrong(); len(wrong) > 0 {
			leave("wrong", fmt.Append(nil, wrong))
		}
	}
}

// leave writes a file that is there whole or not at all.
func leave(name string, content []byte) {
	path := filepath.Join(os.Args[2], name)
	if err := os.WriteFile(path+".part", content, 0o644); err != nil {
		log.Fatal(err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		log.Fatal(err)
	}
}
