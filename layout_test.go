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
		{"", []string{"app", "."}, []string{"nifuda/app"}, "nothing below the screens knows the screens"},
		{"app", nil, []string{"fyne.io/fyne/v2/app"}, "go-gl stays out of tests: only main builds the real window"},
		{"", []string{"data/store"}, []string{"database/sql", "github.com/mutecomm/go-sqlcipher"}, "only the store speaks SQL"},
		{"", []string{"labels/pdf"}, []string{"github.com/jung-kurt/gofpdf"}, "one room has the PDF library"},
		{"", []string{"data/shop", "labels/printer/ipp"}, []string{"net/http"}, "bytes go out through shops and printers alone"},
		{"", []string{"data/vault"}, []string{"crypto/hpke", "golang.org/x/crypto/argon2"}, "only the vault handles keys"},
		{"", []string{"app/sound"}, []string{"github.com/ebitengine/oto"}, "one room makes sounds"},
		{"", nil, []string{"encoding/csv"}, "there is no CSV in this house"},
		{"data/vault", nil, []string{"nifuda/data/store", "nifuda/data/shop", "nifuda/data/sync", "nifuda/data/office"}, "the vault knows keys, not orders"},
		{"data/store", nil, []string{"nifuda/data/shop", "nifuda/data/sync", "nifuda/data/office", "nifuda/data/vault"}, "the store is told its key, not where it comes from"},
		{"data/shop", nil, []string{"nifuda/data/store", "nifuda/data/sync", "nifuda/data/office", "nifuda/data/vault"}, "adapters know the port and the vocabulary"},
		{"data/sync", nil, []string{"nifuda/data/store", "nifuda/data/office", "nifuda/data/vault"}, "sync is handed a ledger"},
		{"data/bench", nil, []string{"nifuda/data/store/ledger", "nifuda/data/office", "nifuda/data/house", "nifuda/data/vault", "nifuda/data/shop", "nifuda/data/sync"}, "the packer's desk cannot name the ledger"},
		{"data/store/bench", nil, []string{"nifuda/data/store/ledger"}, "the bench's file is not the ledger's"},
		{"data/audit", nil, ours("nifuda/data"), "the chain is pure"},
		{"data/audit", nil, []string{"nifuda/data/"}, "the chain is pure"},
		{"data/office", nil, []string{"nifuda/data/vault", "nifuda/data/house", "nifuda/data/bench"}, "the owner's desk is handed what the vault does"},
		{"labels", nil, []string{"nifuda/app", "nifuda/data/"}, "labels know no stores, no shops and no screens"},
		{"labels/page", nil, ours(), "drawing primitives are pure"},
		{"labels/barcode", nil, ours(), "bars are pure"},
		{"labels/glyph", nil, ours("nifuda/labels"), "fonts are handed in"},
		{"labels/stock", nil, ours(), "stock is data"},
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
var packersRooms = []string{"app/screen/bench", "app/screen/consent"}

// ownersTypes are the words of the vocabulary that say more than a label.
var ownersTypes = []string{"Order", "OrderRow", "OrderQuery", "Contact", "Money", "Sum", "Charge", "Payment", "Settings", "Shop", "NewShop", "Person", "Today", "Release", "Event"}

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
