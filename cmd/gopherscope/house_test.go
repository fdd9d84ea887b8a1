package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopherscope/scenarios"
)

// root is the module's folder, seen from this package.
const root = "../.."

// A room is a row of the README's table: packages on one floor, and whose imports they may
// be made of. A sub-package without a row of its own belongs to the room above it.
type room struct {
	name  string
	floor int
	may   []string // "sim/*" is every room below sim
}

var tableRow = regexp.MustCompile(`^\| *(\d+) *\| *([^|]+?) *\|[^|]*\| *([^|]+?) *\|$`)

// readHouse reads the table of rooms out of the README.
func readHouse(t *testing.T) (rooms []room) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		m := tableRow.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		floor, _ := strconv.Atoi(m[1])
		var may []string
		for _, name := range strings.Split(m[3], ",") {
			if name = strings.TrimSpace(name); name != "–" {
				may = append(may, name)
			}
		}
		for _, name := range strings.Split(m[2], ",") {
			rooms = append(rooms, room{strings.TrimSpace(name), floor, may})
		}
	}
	if len(rooms) < 15 {
		t.Fatalf("README.md: %d rooms found in the table, want all of them", len(rooms))
	}
	return rooms
}

// roomOf returns the room with the longest name that is path or above it.
func roomOf(rooms []room, path string) (found room, ok bool) {
	for _, r := range rooms {
		if (path == r.name || strings.HasPrefix(path, r.name+"/")) && len(r.name) > len(found.name) {
			found, ok = r, true
		}
	}
	return
}

func (r room) mayImport(other room) bool {
	if r.name == other.name {
		return true // its own sub-packages
	}
	if other.floor >= r.floor {
		return false
	}
	return slices.ContainsFunc(r.may, func(m string) bool {
		above, all := strings.CutSuffix(m, "/*")
		return m == "everything" || m == other.name || all && strings.HasPrefix(other.name, above+"/")
	})
}

// sources calls f with each Go file of the module that is not a test, and its package's path
// below the module.
func sources(t *testing.T, mode parser.Mode, f func(pkg, file string, syntax *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if name == "testdata" || strings.HasPrefix(name, ".") && file != root {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, mode)
		if err != nil {
			return err
		}
		if !generator(syntax) {
			f(filepath.ToSlash(pkg), file, syntax)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// generator reports whether a file is a program of its own that go generate runs, and no
// part of its package.
func generator(syntax *ast.File) bool {
	for _, group := range syntax.Comments {
		if group.Pos() < syntax.Package && strings.HasPrefix(group.List[0].Text, "//go:build ignore") {
			return true
		}
	}
	return false
}

// Every import between packages of the module is one that the README's table allows, and
// points to a lower floor.
func TestHouse(t *testing.T) {
	rooms := readHouse(t)
	for _, r := range rooms {
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(r.name))); err != nil {
			t.Errorf("README.md: the room %s is not there: %v", r.name, err)
		}
	}
	sources(t, parser.ImportsOnly|parser.ParseComments, func(pkg, file string, syntax *ast.File) {
		from, ok := roomOf(rooms, pkg)
		if !ok {
			t.Errorf("%s: package %s stands in no room of the README's table", file, pkg)
			return
		}
		for _, spec := range syntax.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			inside, ok := strings.CutPrefix(path, "gopherscope/")
			if !ok {
				continue
			}
			if to, ok := roomOf(rooms, inside); !ok || !from.mayImport(to) {
				t.Errorf("%s: %s (floor %d) may not import %s: its row in README.md allows %v", file, from.name, from.floor, inside, from.may)
			}
		}
	})
}

// Only the window knows the game library; nothing in the machine reaches past its memory's
// bounds or can see the host's files, clock, network or chance.
func TestWallsToTheOutside(t *testing.T) {
	sources(t, parser.ParseComments, func(pkg, file string, syntax *ast.File) {
		machine := pkg == "sim" || strings.HasPrefix(pkg, "sim/")
		if strings.HasPrefix(pkg, "sim/std/") {
			return // runs inside the machine: its os is the simulated one
		}
		for _, spec := range syntax.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			switch top, _, _ := strings.Cut(path, "/"); {
			case machine && path == "unsafe":
				t.Errorf("%s imports unsafe", file)
			case strings.Contains(path, "ebiten") && !slices.Contains([]string{"render", "render/paint", "render/e2e"}, pkg):
				t.Errorf("%s imports %s: only render, render/paint and render/e2e may", file, path)
			case path == "net/url": // texts only
			case machine && (slices.Contains([]string{"os", "net", "syscall", "plugin"}, top) || path == "crypto/rand"):
				t.Errorf("%s imports %s: the machine must not reach the host", file, path)
			}
		}
		if !machine {
			return
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(
				[]string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}, sel.Sel.Name) {
				t.Errorf("%s uses the host's clock: time.%s", file, sel.Sel.Name)
			}
			return true
		})
	})
}

// The machine's rooms hold no word that says something is left undone.
func TestNothingLeftOpen(t *testing.T) {
	open := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX)\b`)
	sources(t, parser.ParseComments, func(pkg, file string, syntax *ast.File) {
		for _, group := range syntax.Comments {
			if m := open.FindString(group.Text()); m != "" {
				t.Errorf("%s: a comment says %s", file, m)
			}
		}
	})
}

// mayImport itself: the rule, told by cases.
func TestMayImport(t *testing.T) {
	vm := room{"sim/vm", 4, []string{"sim/code"}}
	code := room{"sim/code", 1, nil}
	sim := room{"sim", 5, []string{"sim/*"}}
	tests := []struct {
		name     string
		from, to room
		want     bool
	}{
		{"named in its row", vm, code, true},
		{"not upwards", code, vm, false},
		{"not what the row leaves out", vm, room{"sim/trace", 1, nil}, false},
		{"a star is every room below", sim, vm, true},
		{"a star is not a room beside", sim, room{"render/ui", 2, nil}, false},
		{"its own sub-packages", vm, vm, true},
		{"everything, but downwards", room{"cmd/x", 6, []string{"everything"}}, sim, true},
		{"not on the same floor", room{"render", 5, []string{"everything"}}, sim, false},
	}
	for _, tt := range tests {
		if got := tt.from.mayImport(tt.to); got != tt.want {
			t.Errorf("%s: %s imports %s: got %v, want %v", tt.name, tt.from.name, tt.to.name, got, tt.want)
		}
	}
}

// The README names each scenario, in the order of the list.
func TestReadmeScenarios(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(text), "| about | scenarios |\n|---|---|\n")
	if !ok {
		t.Fatal("README.md: no table of scenarios")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var named, want []string
	for row := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(row, "|")
		if len(cells) < 3 {
			t.Fatalf("README.md: %q is no row", row)
		}
		named = append(named, strings.Split(strings.TrimSpace(cells[2]), ", ")...)
	}
	for _, info := range scenarios.List() {
		want = append(want, info.Name)
	}
	if !slices.Equal(named, want) {
		t.Errorf("README.md names\n%v\nand the list has\n%v", named, want)
	}
}
