//go:build unix

package house_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/vault"
)

// importUntilKilled imports a file and waits in the middle of it for its end.
func importUntilKilled(root, path string) int {
	h := house.New(house.Config{Root: root, Now: time.Now, KDF: vault.Floor, Adapters: house.Adapters{}})
	logins, err := h.Logins()
	if err != nil || len(logins) == 0 {
		return 2
	}
	s, err := asOwner(h, logins[0].ID, phrase)
	if err != nil {
		os.Stderr.WriteString("open: " + errText(err) + "\n")
		return 2
	}
	ctx := context.Background()
	f, err := s.ReadOrderFile(ctx, path)
	if err != nil {
		return 2
	}
	again, err := s.Office().Prove([]byte(phrase))
	if err != nil {
		return 2
	}
	_, err = s.TakeOrderFile(ctx, again, data.ImportPlan{Path: path, Sum: f.Sum, Name: "店", Map: f.Map}, func(n int) {
		if n == 800 {
			os.Stdout.WriteString("half\n")
			select {}
		}
	})
	os.Stderr.WriteString("import: " + errText(err) + "\n")
	return 2
}

func TestAnImportThatIsKilledInTheMiddleLeavesNothing(t *testing.T) {
	root, path := t.TempDir(), filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 1000, nil)
	h := built(t, root, shopOf(0))
	s := founded(t, h)
	login := s.Login()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NIFUDA_IMPORTING="+root, "NIFUDA_FILE="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatalf("the import did not come to its middle: %v", err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if s, err = asOwner(h, login, phrase); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if count(t, s) != 0 || len(fileShops(t, s)) != 0 || len(recorded(t, s, data.EventImported)) != 0 {
		t.Errorf("%d orders, %d shops are there", count(t, s), len(fileShops(t, s)))
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
