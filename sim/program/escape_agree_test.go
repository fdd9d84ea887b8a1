package program

import (
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"hash/crc32"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/std"
)

var (
	native  = flag.Bool("native", false, "ask the real compiler what escapes, and not the record in testdata/escape")
	explain = flag.Bool("explain", false, "print the lines about which the compiler and gopherscope differ")
)

// A verdict says what happens to the objects that a line makes: some of them live in the heap,
// some in the frame.
type verdict struct{ heap, frame bool }

func (v verdict) String() string {
	switch v {
	case verdict{true, true}:
		return "both"
	case verdict{heap: true}:
		return "heap"
	case verdict{frame: true}:
		return "frame"
	}
	return "nothing"
}

// TestEscapeAgrees counts the lines with allocations about which gopherscope says what gc says
// with -gcflags='-m -l'.
func TestEscapeAgrees(t *testing.T) {
	scenarios, err := filepath.Glob("../../scenarios/*/main.go")
	if err != nil || len(scenarios) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	tests, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "test", "escape*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name  string
		files []string
	}{{"scenarios", scenarios}, {"goroot", tests}} {
		t.Run(set.name, func(t *testing.T) {
			if len(set.files) == 0 {
				if os.Getenv("GOPHERSCOPE_CI") == "1" {
					t.Fatal("the Go tree has no test directory")
				}
				t.Skip("the Go tree has no test directory")
			}
			record := filepath.Join("testdata", "escape", set.name+".txt")
			want := recorded(t, record, set.files)
			same, all := 0, 0
			var refused []string
			for _, file := range set.files {
				name := nameOfSource(file)
				if _, ok := want[name+" "+sumOf(t, file)]; !ok {
					refused = append(refused, name+": it is not in the record as it is now (go test -run TestEscapeAgrees -native writes it)")
					continue
				}
				got, params, why := ours(t, file)
				if why != "" {
					refused = append(refused, name+": "+why)
					continue
				}
				lines := map[int]bool{}
				gc := map[int]verdict{}
				for at, v := range want[name+" "+sumOf(t, file)] {
					if v.frame && params[at] {
						v.frame = false
					}
					x := gc[at.line]
					gc[at.line] = verdict{x.heap || v.heap, x.frame || v.frame}
				}
				for line, v := range gc {
					lines[line] = lines[line] || v != verdict{}
				}
				for line := range got {
					lines[line] = true
				}
				for _, line := range slices.Sorted(maps.Keys(lines)) {
					if !lines[line] {
						continue
					}
					all++
					if gc[line] == got[line] {
						same++
						continue
					}
					if gc[line].heap && got[line] == (verdict{frame: true}) {
						t.Errorf("%s:%d: gc says heap, gopherscope leaves it in the frame", name, line)
					}
					if *explain {
						t.Logf("%s:%d: gc %v, gopherscope %v", name, line, gc[line], got[line])
					}
				}
			}
			t.Logf("%s: %d of %d lines with allocations agree with gc (%.1f %%); %d of %d files", set.name, same, all, 100*float64(same)/float64(all), len(set.files)-len(refused), len(set.files))
			for _, r := range refused {
				t.Logf("not compared: %s", r)
			}
			if len(refused)*4 > len(set.files) {
				t.Errorf("%d of %d files are not compared", len(refused), len(set.files))
			}
			if same*100 < all*95 {
				t.Errorf("only %d of %d lines agree, want 95 %%", same, all)
			}
		})
	}
}

func nameOfSource(file string) string {
	if strings.Contains(file, "scenarios") {
		return filepath.Base(filepath.Dir(file))
	}
	return filepath.Base(file)
}

// sumOf tells versions of a file apart.
func sumOf(t *testing.T, file string) string {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE(src))
}

type lineCol struct{ line, col int }

// ours returns what gopherscope decides for the lines of a file, where the names of parameters
// and results stand, and why the file cannot be compared, if so.
func ours(t *testing.T, file string) (lines map[int]verdict, params map[lineCol]bool, refused string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lib := libraryOf(std.FS)
	lib.mu.Lock()
	defer lib.mu.Unlock()
	l := &loader{lib: lib, name: filepath.Base(file), src: src, opt: Options{Std: std.FS}, linked: map[string]bool{}}
	defer l.forget()
	if !l.parse() {
		return nil, nil, l.errs[0].Msg
	}
	l.check()
	for _, e := range l.errs {
		if !strings.Contains(e.Msg, "is not a main package") && e.Msg != "missing function body" && !strings.Contains(e.Msg, "function main is undeclared") {
			return nil, nil, e.Error()
		}
	}
	b, _, main := l.instructions()
	e := b.esc
	params = map[lineCol]bool{}
	ast.Inspect(l.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType:
			for _, list := range []*ast.FieldList{n.Params, n.Results} {
				if list != nil {
					for _, f := range list.List {
						for _, name := range f.Names {
							at := lib.fset.PositionFor(name.Pos(), false)
							params[lineCol{at.Line, at.Column}] = true
						}
					}
				}
			}
		case *ast.FuncDecl:
			if n.Recv != nil {
				for _, f := range n.Recv.List {
					for _, name := range f.Names {
						at := lib.fset.PositionFor(name.Pos(), false)
						params[lineCol{at.Line, at.Column}] = true
					}
				}
			}
		}
		return true
	})
	lines = map[int]verdict{}
	for f := range allFunctions(main, l) {
		e.analyse(f)
		for v, l := range e.sites {
			if v.Parent() == nil || outermost(v.Parent()) != f || !isReported(v, l) {
				continue
			}
			p := sitePos(v)
			if !p.IsValid() {
				continue
			}
			at := lib.fset.PositionFor(p, false)
			x := lines[at.Line]
			heap := l.escapes && !l.inWrapper
			lines[at.Line] = verdict{x.heap || heap, x.frame || !heap && l.name == ""}
		}
	}
	for line, v := range lines {
		if v == (verdict{}) {
			delete(lines, line)
		}
	}
	return lines, params, ""
}

func outermost(f *ssa.Function) *ssa.Function {
	for f.Parent() != nil {
		f = f.Parent()
	}
	return f
}

// allFunctions yields the functions and methods of the file's package, and the instances of its
// generic ones.
func allFunctions(main *ssa.Package, l *loader) func(yield func(*ssa.Function) bool) {
	return func(yield func(*ssa.Function) bool) {
		seen := map[*ssa.Function]bool{}
		var visit func(f *ssa.Function)
		visit = func(f *ssa.Function) {
			if f == nil || seen[f] || f.Pkg != main && (f.Origin() == nil || f.Origin().Pkg != main) {
				return
			}
			seen[f] = true
			var inside func(g *ssa.Function)
			inside = func(g *ssa.Function) {
				for _, block := range g.Blocks {
					for _, in := range block.Instrs {
						for _, op := range in.Operands(nil) {
							if fn, ok := (*op).(*ssa.Function); ok {
								visit(outermost(fn))
							}
						}
					}
				}
				for _, lit := range g.AnonFuncs {
					inside(lit)
				}
			}
			inside(f)
		}
		visit(main.Func("init"))
		for _, d := range l.file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				obj, _ := l.info.Defs[fd.Name].(*types.Func)
				if f := main.Prog.FuncValue(obj); f != nil && f.TypeParams().Len() == 0 {
					visit(f)
				}
			}
		}
		for f := range seen {
			if !yield(f) {
				return
			}
		}
	}
}

// isReported reports whether gc says something about a site with -m.
func isReported(v ssa.Value, l *location) bool {
	switch v := v.(type) {
	case *ssa.Alloc:
		if l.param != nil && l.site != v || l.result > 0 && l.name == "" {
			return false
		}
		switch v.Comment {
		case "complit", "slicelit":
			if v.Parent().Synthetic == "package initializer" {
				return false // gc lays it out in the data segment
			}
		}
		switch v.Comment {
		case "varargs":
			return !isAppended(v)
		case "complit":
			return l.addrTaken
		case "new", "slicelit", "makeslice":
			return true
		}
		return isName(v.Comment) && l.escapes
	case *ssa.Phi:
		return l.escapes
	case *ssa.BinOp:
		for _, ref := range *v.Referrers() {
			if c, ok := ref.(*ssa.BinOp); ok && c.Op == token.ADD {
				return false
			}
		}
		return true
	case *ssa.Parameter, *ssa.FreeVar:
		return false
	case *ssa.MakeClosure:
		_, isLoop := v.Fn.(*ssa.Function).Syntax().(*ast.RangeStmt)
		return !isLoop
	}
	return true
}

// isAppended reports whether the elements of a variadic call are append's.
func isAppended(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Slice); ok {
			for _, use := range *s.Referrers() {
				if c, ok := use.(*ssa.Call); ok {
					bi, ok := c.Call.Value.(*ssa.Builtin)
					return ok && bi.Name() == "append"
				}
			}
		}
	}
	return false
}

var said = regexp.MustCompile(`(?m)^(?:.*/)?([^/:\n]+\.go):(\d+):(\d+): (.*)$`)

// recorded returns what gc says, by file and place: from the record, or, with -native, from the
// compiler, and then the record is written anew.
func recorded(t *testing.T, record string, files []string) map[string]map[lineCol]verdict {
	all := map[string]map[lineCol]verdict{}
	if !*native {
		text, err := os.ReadFile(record)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			words := strings.Fields(line)
			if len(words) == 0 || words[0] == "#" {
				continue
			}
			places := map[lineCol]verdict{}
			v := verdict{}
			for _, w := range words[2:] {
				switch w {
				case "heap":
					v = verdict{heap: true}
				case "frame":
					v = verdict{frame: true}
				default:
					l, c, _ := strings.Cut(w, ":")
					line, _ := strconv.Atoi(l)
					col, _ := strconv.Atoi(c)
					at := lineCol{line, col}
					places[at] = verdict{v.heap || places[at].heap, v.frame || places[at].frame}
				}
			}
			all[words[0]+" "+words[1]] = places
		}
		return all
	}
	var text strings.Builder
	text.WriteString("# What go1.26 says with -gcflags='-m -l': where something escapes to the heap (line:column), and where\n" +
		"# something, or a parameter, does not, of the file with that checksum. Written by go test -run TestEscapeAgrees -native.\n")
	list, err := exec.Command("go", "list", "-export", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(t.TempDir(), "importcfg")
	if err := os.WriteFile(config, list, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		out, _ := exec.Command("go", "tool", "compile", "-p", "p", "-o", os.DevNull, "-importcfg", config, "-e", "-m", "-l", file).CombinedOutput()
		places := map[lineCol]verdict{}
		for _, m := range said.FindAllStringSubmatch(string(out), -1) {
			line, _ := strconv.Atoi(m[2])
			col, _ := strconv.Atoi(m[3])
			at := lineCol{line, col}
			v := places[at]
			if m[1] != filepath.Base(file) {
				continue // an instance of a generic function of the library
			}
			switch {
			case strings.HasPrefix(m[4], "moved to heap: "), strings.HasSuffix(m[4], " escapes to heap"):
				v.heap = true
			case strings.HasSuffix(m[4], " does not escape"):
				v.frame = true
			default:
				continue
			}
			places[at] = v
		}
		name := nameOfSource(file) + " " + sumOf(t, file)
		all[name] = places
		text.WriteString(name)
		for _, kind := range []string{"heap", "frame"} {
			sep := " " + kind
			for _, at := range slices.SortedFunc(maps.Keys(places), func(a, b lineCol) int {
				if a.line != b.line {
					return a.line - b.line
				}
				return a.col - b.col
			}) {
				if v := places[at]; v.heap && kind == "heap" || v.frame && kind == "frame" {
					text.WriteString(sep + fmt.Sprintf(" %d:%d", at.line, at.col))
					sep = ""
				}
			}
		}
		text.WriteString("\n")
	}
	if err := os.MkdirAll(filepath.Dir(record), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(record, []byte(text.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return all
}
