package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A wall is an import that a part of the house must not have.
type wall struct {
	within string   // folder, "" is the whole house
	except []string // folders below it that may
	forbid []string // import path prefixes
	why    string
}

const module = "nifuda"

// ours lists the top-level rooms, for walls that keep a room out of all others.
func ours(except ...string) []string {
	var rooms []string
next:
	for _, r := range []string{"nifuda/app", "nifuda/data", "nifuda/labels", "nifuda/assets"} {
		for _, e := range except {
			if r == e {
				continue next
			}
		}
		rooms = append(rooms, r)
	}
	return rooms
}

func walls() []wall {
	return []wall{
		{"", []string{"app", "."}, []string{"fyne.io/"}, "only screens know Fyne"},
		{"", []string{"app", ".", "testdata/runs"}, []string{"nifuda/app"}, "nothing below the screens knows the screens"},
		{"app", nil, []string{"fyne.io/fyne/v2/app"}, "go-gl stays out of tests: only main builds the real window"},
		{"", []string{"data/store"}, []string{"database/sql", "github.com/mutecomm/go-sqlcipher"}, "only the store speaks SQL"},
		{"", []string{"labels/pdf"}, []string{"github.com/jung-kurt/gofpdf"}, "one room has the PDF library"},
		{"", []string{"data/shop", "labels/printer/ipp"}, []string{"net/http"}, "bytes go out through shops and printers alone"},
		{"", []string{"data/vault"}, []string{"crypto/hpke", "golang.org/x/crypto/argon2"}, "only the vault handles keys"},
		{"", []string{"app/sound"}, []string{"github.com/ebitengine/oto"}, "one room makes sounds"},
		{"", nil, []string{"encoding/csv"}, "there is no CSV in this house"},
		{"", []string{"app/sound"}, []string{"C"}, "the watch over files does not read C"},
		{"data/vault", nil, []string{"nifuda/data/store", "nifuda/data/shop", "nifuda/data/sync", "nifuda/data/office"}, "the vault knows keys, not orders"},
		{"data/store", nil, []string{"nifuda/data/shop", "nifuda/data/sync", "nifuda/data/office", "nifuda/data/vault"}, "the store is told its key, not where it comes from"},
		{"data/shop", nil, []string{"nifuda/data/store", "nifuda/data/sync", "nifuda/data/office", "nifuda/data/vault"}, "adapters know the port and the vocabulary"},
		{"data/sync", nil, []string{"nifuda/data/store", "nifuda/data/office", "nifuda/data/vault"}, "sync is handed a ledger"},
		{"data/bench", nil, []string{"nifuda/data/store/ledger", "nifuda/data/office", "nifuda/data/house", "nifuda/data/vault", "nifuda/data/shop", "nifuda/data/sync"}, "the packer's desk cannot name the ledger"},
		{"data/store/bench", nil, []string{"nifuda/data/store/ledger"}, "the bench's file is not the ledger's"},
		{"data/audit", nil, ours("nifuda/data"), "the chain is pure"},
		{"data/audit", nil, []string{"nifuda/data/"}, "the chain is pure"},
		{"data/office", nil, []string{"nifuda/data/vault", "nifuda/data/house", "nifuda/data/bench"}, "the owner's desk is handed what the vault does"},
		{"data/tax", nil, ours("nifuda/data"), "the arithmetic is pure"},
		{"data/tax", nil, []string{"nifuda/data/"}, "the arithmetic is pure"},
		{"data/postal", nil, ours(), "the table reads what it is handed"},
		{"data/doctor", nil, ours("nifuda/data"), "the doctor is handed what it judges by"},
		{"data/doctor", nil, []string{"nifuda/data/store", "nifuda/data/shop", "nifuda/data/sync", "nifuda/data/office", "nifuda/data/vault"}, "the doctor is handed what it judges by"},
		{"labels", nil, []string{"nifuda/app", "nifuda/data/"}, "labels know no stores, no shops and no screens"},
		{"", []string{"labels/press", "labels/printer", "app/joint", "testdata"}, []string{"nifuda/labels/printer/raw", "nifuda/labels/printer/winspool"}, "only the press chooses how a printer is spoken to"},
		{"", []string{"labels", "testdata"}, []string{"nifuda/labels/printer/raw/rawtest"}, "the imitation of a label printer is for tests"},
		{"labels/page", nil, ours(), "drawing primitives are pure"},
		{"labels/barcode", nil, ours(), "bars are pure"},
		{"labels/glyph", nil, ours("nifuda/labels"), "fonts are handed in"},
		{"labels/stock", nil, ours("nifuda/data"), "stock is data, in the words of the vocabulary"},
		{"labels/stock", nil, []string{"nifuda/data/"}, "stock is data, in the words of the vocabulary"},
		{"assets", nil, ours("nifuda/assets"), "assets are bytes"},
		{"app/screen", nil, []string{"nifuda/app/joint", "nifuda/data/house"}, "screens are handed their desks"},
		{"app/widgets", nil, []string{"nifuda/data", "nifuda/labels"}, "generic widgets know nothing of orders"},
		{"app/screen", nil, []string{"nifuda/data/store", "nifuda/data/vault", "nifuda/data/shop", "nifuda/data/sync"}, "screens talk to desks"},
	}
}

func TestWalls(t *testing.T) {
	for _, im := range imports(t) {
		for _, w := range walls() {
			if !inside(im.dir, w.within) || insideAny(im.dir, w.except) {
				continue
			}
			for _, f := range w.forbid {
				if names(f, im.path) {
					t.Errorf("%s imports %s: %s", im.file, im.path, w.why)
				}
			}
		}
		checkData(t, im)
		checkScreens(t, im)
	}
}

// packersRooms are the screens that a packer's passphrase opens.
var packersRooms = []string{"app/screen/bench", "app/screen/consent", "app/screen/handbook"}

// ownersTypes are the words of the vocabulary that say more than a label.
var ownersTypes = []string{"Order", "OrderRow", "OrderQuery", "Contact", "Money", "Sum", "Charge", "Payment", "Settings", "Shop", "NewShop", "Person", "Today", "Release", "Event", "SlipJob", "SlipForm"}

// TestPackersScreensHoldNoOwnerType looks at every name of the vocabulary that
// a packer's screen uses.
func TestPackersScreensHoldNoOwnerType(t *testing.T) {
	seen := 0
	for _, room := range packersRooms {
		files, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", room, len(files), err)
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "data" {
					seen++
					if slices.Contains(ownersTypes, s.Sel.Name) {
						t.Errorf("%s names data.%s: a packer's screen holds no owner type", file, s.Sel.Name)
					}
				}
				return true
			})
		}
	}
	if seen == 0 {
		t.Fatal("no name of the vocabulary was seen: nothing was checked")
	}
}

// packersFields are the rooms whose fields a packer types into.
var packersFields = append([]string{"app/screen/phrase", "app/newphrase", "app/again"}, packersRooms...)

// TestPackersScreensHaveNothingToCopy: what they may take from the widgets and
// from the toolkit cannot be marked, and copies nothing.
func TestPackersScreensHaveNothingToCopy(t *testing.T) {
	copying := map[string][]string{
		"widgets": {"NewField", "NewSearch", "NewArea", "Field", "Area", "NewCopier", "Copier", "Copy", "Copied"},
		"widget":  {"Entry", "NewEntry", "NewMultiLineEntry", "NewPasswordEntry", "NewSelectEntry", "Label", "NewLabel", "RichText", "NewRichText", "TextGrid", "NewTextGrid"},
	}
	seen := 0
	for path, file := range ourSources(t) {
		if !slices.Contains(packersFields, filepath.ToSlash(filepath.Dir(path))) && filepath.ToSlash(path) != "app/porch.go" && filepath.ToSlash(path) != "app/bay.go" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && copying[x.Name] != nil {
				seen++
				if slices.Contains(copying[x.Name], s.Sel.Name) {
					t.Errorf("%s names %s.%s: a packer has nothing to copy", path, x.Name, s.Sel.Name)
				}
			}
			return true
		})
	}
	if seen == 0 {
		t.Fatal("no widget was seen: nothing was checked")
	}
}

// checkData keeps the vocabulary on the standard library.
func checkData(t *testing.T, im imported) {
	if im.dir == "data" && strings.Contains(im.path, ".") || im.dir == "data" && strings.HasPrefix(im.path, module+"/") {
		t.Errorf("%s imports %s: the vocabulary stands on the standard library alone", im.file, im.path)
	}
}

// checkScreens keeps screens apart from each other and models off the toolkit.
func checkScreens(t *testing.T, im imported) {
	if !strings.HasPrefix(im.dir, "app/screen/") {
		return
	}
	if strings.HasPrefix(im.path, module+"/app/screen/") && im.path != module+"/"+im.dir {
		t.Errorf("%s imports %s: a screen never knows another screen", im.file, im.path)
	}
	if strings.HasPrefix(filepath.Base(im.file), "model") && strings.HasPrefix(im.path, "fyne.io/") {
		t.Errorf("%s imports %s: models are tested without the toolkit", im.file, im.path)
	}
}

// names reports whether the forbidden entry covers the import: a room and all
// below it, or, ending in a slash, only what is below it.
func names(forbidden, path string) bool {
	return path == forbidden || strings.HasPrefix(path, strings.TrimSuffix(forbidden, "/")+"/")
}

type imported struct{ file, dir, path string }

func imports(t *testing.T) []imported {
	t.Helper()
	var all []imported
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "node_modules" || d.Name() == "build") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			all = append(all, imported{filepath.ToSlash(path), filepath.ToSlash(filepath.Dir(path)), p})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no imports found: the walls were not checked")
	}
	return all
}

func inside(dir, room string) bool {
	return room == "" || dir == room || strings.HasPrefix(dir, room+"/")
}

func insideAny(dir string, rooms []string) bool {
	for _, r := range rooms {
		if r == "." && dir == "." || r != "." && inside(dir, r) {
			return true
		}
	}
	return false
}

// A pen is a room that may write files or start programs of its own.
type pen struct {
	room, may, why string
}

const (
	writes = "write files"
	starts = "start programs"
)

func pens() []pen {
	return []pen{
		{"data/guard", writes, "it judges every place first"},
		{"data/vault", writes, "keys.json, in a place that was judged at the door"},
		{"data/store", writes, "the encrypted files and their counters, in the same place"},
		{"app/widgets/stage", writes, "pictures to look at; only tests import it"},
		{"app/process", starts, "itself, as the fresh process of a lock"},
		{"data/guard", starts, "diskutil on macOS, and the questions of data/guard/posture"},
	}
}

// deeds are the names of other people's packages that put bytes into files or
// start programs. A name that ends in * is a beginning.
func deeds() map[string]map[string][]string {
	system := []string{"Open", "Openat*", "Creat", "CreateFile*", "CreateDirectory*", "CreateHardLink*", "CreateSymbolicLink*", "Mkdir*", "Mknod*",
		"Mkfifo*", "Rename*", "Link", "Linkat", "Symlink*", "Truncate", "CopyFile*", "MoveFile*", "NtCreate*", "Syscall*", "RawSyscall*"}
	programs := []string{"Exec*", "ForkExec", "StartProcess", "CreateProcess*", "ShellExecute"}
	return map[string]map[string][]string{
		writes: {
			"os": {"Create", "CreateTemp", "OpenFile", "WriteFile", "Mkdir", "MkdirAll", "MkdirTemp", "Rename", "Link", "Symlink", "Truncate",
				"CopyFS", "OpenRoot", "OpenInRoot", "NewFile"},
			"io/ioutil":                          {"*"},
			"syscall":                            system,
			"golang.org/x/sys/unix":              system,
			"golang.org/x/sys/windows":           system,
			"fyne.io/fyne/v2/storage":            {"*"},
			"fyne.io/fyne/v2/storage/repository": {"*"},
			"fyne.io/fyne/v2/dialog":             {"NewFileSave", "ShowFileSave", "NewFolderOpen", "ShowFolderOpen", "NewFileOpen", "ShowFileOpen"},
		},
		starts: {
			"os":                       {"StartProcess"},
			"os/exec":                  {"Command", "CommandContext", "Cmd"},
			"plugin":                   {"*"},
			"syscall":                  programs,
			"golang.org/x/sys/unix":    programs,
			"golang.org/x/sys/windows": programs,
		},
	}
}

// A method of any type that writes a file by name.
var filing = []string{"OutputFileAndClose", "SaveFile", "SaveAs", "WriteToFile", "Storage"} // the last is the toolkit's own folder

func TestOnlyTheGuardTheVaultAndTheStoreWriteFiles(t *testing.T) {
	looked, did := 0, map[pen]bool{}
	for path, file := range ourSources(t) {
		looked++
		dir := filepath.ToSlash(filepath.Dir(path))
		for _, found := range deedsIn(file) {
			i := slices.IndexFunc(pens(), func(p pen) bool { return p.may == found.may && inside(dir, p.room) })
			if i < 0 {
				t.Errorf("%s: %s: this room may not %s; see data/guard", path, found.name, found.may)
				continue
			}
			did[pens()[i]] = true
		}
		for _, im := range file.Imports {
			if im.Path.Value == `"nifuda/app/widgets/stage"` {
				t.Errorf("%s imports the stage, which writes pictures for tests", path)
			}
		}
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
	for _, p := range pens() {
		if !did[p] {
			t.Errorf("%s does not %s any more: it needs no line", p.room, p.may)
		}
	}
}

func TestTheWatchOverFilesSeesWhatItMust(t *testing.T) {
	for _, c := range []struct {
		name, imports, body, want string
	}{
		{"a new file", `"os"`, `f, _ := os.Create("x"); _ = f`, "os.Create"},
		{"a whole file", `"os"`, `_ = os.WriteFile("x", nil, 0o600)`, "os.WriteFile"},
		{"a scratch file", `"os"`, `_, _ = os.CreateTemp("", "x")`, "os.CreateTemp"},
		{"a file opened to be written", `"os"`, `_, _ = os.OpenFile("x", os.O_RDWR, 0)`, "os.OpenFile"},
		{"one whose flags are not to be seen", `"os"`, `flags := 1; _, _ = os.OpenFile("x", flags, 0)`, "os.OpenFile"},
		{"a function put aside for later", `"os"`, `later := os.WriteFile; _ = later`, "os.WriteFile"},
		{"the same under another name", `system "os"`, `_ = system.Rename("a", "b")`, "os.Rename"},
		{"the same without a name", `. "os"`, `_ = Rename("a", "b")`, "os, by every name"},
		{"a folder", `"os"`, `_ = os.MkdirAll("x", 0o700)`, "os.MkdirAll"},
		{"the old library", `"io/ioutil"`, `_ = ioutil.WriteFile("x", nil, 0o600)`, "io/ioutil.WriteFile"},
		{"the system itself", `"golang.org/x/sys/unix"`, `_, _ = unix.Openat2(0, "x", nil)`, "golang.org/x/sys/unix.Openat2"},
		{"Windows itself", `"golang.org/x/sys/windows"`, `_ = windows.MoveFileEx(nil, nil, 0)`, "golang.org/x/sys/windows.MoveFileEx"},
		{"a PDF to a file", `"x"`, `_ = x.New().OutputFileAndClose("x.pdf")`, "OutputFileAndClose"},
		{"the toolkit's files", `"fyne.io/fyne/v2/storage"`, `_, _ = storage.Writer(nil)`, "fyne.io/fyne/v2/storage.Writer"},
		{"the toolkit's own folder", `"fyne.io/fyne/v2"`, `_, _ = fyne.CurrentApp().Storage().Create("x")`, "Storage"},
		{"the toolkit's dialog", `"fyne.io/fyne/v2/dialog"`, `dialog.ShowFileSave(nil, nil)`, "fyne.io/fyne/v2/dialog.ShowFileSave"},
		{"a program", `"os/exec"`, `_ = exec.Command("cp", "a", "b")`, "os/exec.Command"},
		{"a program without the word", `"os/exec"`, `_ = (&exec.Cmd{Path: "cp"}).Run()`, "os/exec.Cmd"},
		{"a file opened to be read", `"os"`, `_, _ = os.OpenFile("x", os.O_RDONLY, 0)`, ""},
		{"a file read", `"os"`, `_, _ = os.ReadFile("x"); _, _ = os.Open("x"); _ = os.Remove("x")`, ""},
		{"an error of a program", `"os/exec"`, `_ = exec.ErrNotFound`, ""},
		{"a variable that is called os", `"strings"`, `var os struct{ Create int }; _ = os.Create; _ = strings.ToUpper("")`, ""},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nimport "+c.imports+"\nfunc f() { "+c.body+" }", 0)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := ""
		if found := deedsIn(file); len(found) > 0 {
			got = found[0].name
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

type deed struct{ name, may string }

// deedsIn finds every name of deeds that a file says, called or not.
func deedsIn(file *ast.File) []deed {
	var found []deed
	named := map[string]string{} // package by its name in this file
	for _, im := range file.Imports {
		path, err := strconv.Unquote(im.Path.Value)
		if err != nil {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if im.Name != nil {
			name = im.Name.Name
		}
		named[name] = path
		for may, packages := range deeds() {
			if packages[path] != nil && name == "." {
				found = append(found, deed{path + ", by every name", may})
			}
		}
	}
	reading := readOnly(file)
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok || reading[s] {
			return true
		}
		if slices.Contains(filing, s.Sel.Name) {
			found = append(found, deed{s.Sel.Name, writes})
		}
		x, ok := s.X.(*ast.Ident)
		if !ok || named[x.Name] == "" {
			return true
		}
		for may, packages := range deeds() {
			if slices.ContainsFunc(packages[named[x.Name]], func(d string) bool { return says(d, s.Sel.Name) }) {
				found = append(found, deed{named[x.Name] + "." + s.Sel.Name, may})
			}
		}
		return true
	})
	return found
}

// readOnly finds the calls of os.OpenFile that say os.O_RDONLY and no more.
func readOnly(file *ast.File) map[*ast.SelectorExpr]bool {
	found := map[*ast.SelectorExpr]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 3 {
			return true
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		flag, plain := call.Args[1].(*ast.SelectorExpr)
		if ok && plain && f.Sel.Name == "OpenFile" && flag.Sel.Name == "O_RDONLY" {
			found[f] = true
		}
		return true
	})
	return found
}

func says(pattern, name string) bool {
	beginning, open := strings.CutSuffix(pattern, "*")
	return name == pattern || open && strings.HasPrefix(name, beginning)
}

// ourSources parses every file of the program itself, for whatever system.
func ourSources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files[path], err = parser.ParseFile(token.NewFileSet(), path, nil, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
