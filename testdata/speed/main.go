package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/stock"
)

func main() {
	log.SetFlags(0)
	var err error
	switch arg := os.Args[1:]; {
	case len(arg) == 1 && arg[0] == "data":
		write()
	case len(arg) == 3 && arg[0] == "print":
		err = print(arg[1], arg[2])
	case len(arg) == 2 && arg[0] == "compare":
		err = compare(arg[1])
	default:
		log.Fatal("speed data | print CSV PDF | compare DIR")
	}
	if err != nil {
		log.Fatal(err)
	}
}

// write makes up people who do not exist.
func write() {
	fmt.Println("name,zip,address,order")
	for i := range 1000 {
		fmt.Printf("山田 花子%d 様,〒100-0001,東京都千代田区千代田%d-%d-%d 桜マンション%d号,N-%d\n", i, i%30+1, i%9+1, i%7+1, i%900+100, 1000000+i)
	}
}

// print draws address labels as the application does, and a QR code on each.
func print(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	pen, err := labels.NewPen()
	if err != nil {
		return err
	}
	s, err := stock.Find("a4-12")
	if err != nil {
		return err
	}
	var jobs []data.LabelJob
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 4 && f[3] != "order" {
			jobs = append(jobs, data.LabelJob{Number: f[3], To: data.Recipient{Name: f[0], Address: data.Address{Postal: f[1], Street: f[2]}}})
		}
	}
	sheets, err := pen.Sheets(jobs, s, 0, data.Offset{})
	if err != nil {
		return err
	}
	for i, at := range sheets.Places {
		code, err := barcode.QR([]byte(jobs[i].Number))
		if err != nil {
			return err
		}
		c := s.Cell(at.Cell)
		sheets.Pages[at.Page].Add(page.Modules{X: c.X + 66, Y: c.Y + 16, Module: 0.6, Size: code.Size, Dark: code.Dark})
	}
	out, err := pdf.Document(pen.Fonts(), sheets.Pages, pdf.Options{DPI: 300})
	if err != nil {
		return err
	}
	return os.WriteFile(to, out, 0o600)
}

// spent is what a command took at its best.
type spent struct {
	cpu    float64 // seconds, user and system
	memory float64 // MB
}

func compare(dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	var theirs, ours spent
	for range 5 { // by turns: the computer is not as fast at every moment
		err := errors.Join(theirs.better(exec.Command("glabels-3-batch", "-o", in("glabels.pdf"), in("labels.glabels"))),
			ours.better(exec.Command(self, "print", in("data.csv"), in("ours.pdf"))))
		if err != nil {
			return err
		}
	}
	fmt.Printf("glabels-3-batch: %.2f s CPU, %.0f MB\nours: %.3f s CPU, %.0f MB\nratio: %.0f\n",
		theirs.cpu, theirs.memory, ours.cpu, ours.memory, theirs.cpu/ours.cpu)
	return nil
}

// better runs a command, and takes what it spent if that is less than before:
// other work on the computer only adds to it. Of memory it keeps the most.
func (s *spent) better(c *exec.Cmd) error {
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", c.Path, err, said.Bytes())
	}
	cpu := (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	if s.cpu == 0 || cpu < s.cpu {
		s.cpu = cpu
	}
	use := c.ProcessState.SysUsage().(*syscall.Rusage)
	s.memory = max(s.memory, float64(use.Maxrss)/1024)
	return nil
}
