package main

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	envFile := flag.String("env", "", "the application's own HOME, TMPDIR and XDG_* as NAME=value lines")
	flag.Parse()
	if err := judge(*envFile, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "trace: failed:", err)
		os.Exit(1)
	}
}

func judge(envFile string, traces []string) error {
	env, err := readEnv(envFile)
	if err != nil {
		return err
	}
	if len(traces) == 0 {
		return fmt.Errorf("no trace was written")
	}
	seen := map[string]map[string]int{} // class, path, how often
	for _, name := range traces {
		if err := follow(name, func(path string) {
			class := env.class(path)
			if seen[class] == nil {
				seen[class] = map[string]int{}
			}
			seen[class][path]++
		}); err != nil {
			return err
		}
	}
	report(seen)
	switch {
	case len(seen[vaultClass]) == 0:
		return fmt.Errorf("not even the vault was written: nothing was traced")
	case len(seen[nowhere]) > 0:
		return fmt.Errorf("%d files were written that are on no list", len(seen[nowhere]))
	}
	files := 0
	for _, paths := range seen {
		files += len(paths)
	}
	fmt.Printf("trace: ok starts=%d files=%d vault=%d preferences=%d caches=%d devices=%d other=0\n", len(traces), files,
		len(seen[vaultClass]), len(seen[prefsClass]), len(seen[cacheClass]), len(seen[deviceClass]))
	return nil
}

func report(seen map[string]map[string]int) {
	for _, class := range slices.Sorted(maps.Keys(seen)) {
		fmt.Printf("%s:\n", class)
		shown := seen[class]
		if class == cacheClass {
			shown = byFolder(shown)
		}
		for _, path := range slices.Sorted(maps.Keys(shown)) {
			fmt.Printf("  %6d  %s\n", shown[path], path)
		}
	}
}

// byFolder counts hundreds of little files by the folder two levels above them.
func byFolder(files map[string]int) map[string]int {
	folders := map[string]int{}
	for path, n := range files {
		dir := filepath.Dir(path)
		if len(filepath.Base(dir)) == 2 { // the first two digits of a name that is a digest
			dir = filepath.Dir(dir)
		}
		folders[dir+"/…"] += n
	}
	return folders
}

// follow calls wrote with every path that a trace says was written.
func follow(name string, wrote func(path string)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		for _, path := range written(lines.Text()) {
			wrote(path)
		}
	}
	return lines.Err()
}

// environment is where the application was told to keep its things.
type environment map[string]string

func readEnv(name string) (environment, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	env := environment{}
	for line := range strings.Lines(string(raw)) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			env[k] = v
		}
	}
	return env, nil
}
