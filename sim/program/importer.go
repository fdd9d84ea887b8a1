package program

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"gopherscope/sim/std"
)

// goVersion is the language that programs are written in.
const goVersion = "go1.26"

// A library holds the packages of one file system of stubs, parsed and checked once for all
// programs of the process.
type library struct {
	fsys fs.FS
	fset *token.FileSet

	mu       sync.Mutex // held while a program loads
	packages map[string]*stub
	busy     []string // being checked, for import cycles
}

// A stub is one checked package of the library.
type stub struct {
	path  string
	types *types.Package
	files []*ast.File
	texts []string // of files
	info  *types.Info
	deps  []string // imports, sorted
	err   error

	outline *outline
	indexes map[*token.File]*stmtIndex // of files, filled on demand
}

var (
	librariesMu sync.Mutex
	libraries   = map[fs.FS]*library{}
)

// libraryOf returns the library over fsys, the same one each time if file systems of its
// kind can be compared. The library of nil is sim/std's.
func libraryOf(fsys fs.FS) *library {
	if fsys == nil {
		fsys = std.FS
	}
	if !reflect.TypeOf(fsys).Comparable() {
		return newLibrary(fsys)
	}
	librariesMu.Lock()
	defer librariesMu.Unlock()
	if l := libraries[fsys]; l != nil {
		return l
	}
	l := newLibrary(fsys)
	libraries[fsys] = l
	return l
}

func newLibrary(fsys fs.FS) *library {
	return &library{fsys: fsys, fset: token.NewFileSet(), packages: map[string]*stub{}}
}

// A notModelled error is an import of a package that the library does not have.
type notModelled struct{ path string }

func (e notModelled) Error() string {
	if isStdPackage(e.path) {
		return fmt.Sprintf("package %q exists in Go 1.26, not modelled", e.path)
	}
	return fmt.Sprintf("package %s is not in std", e.path)
}

// Import returns the checked package of an import path: types.Importer.
func (l *library) Import(p string) (*types.Package, error) {
	if p == "unsafe" {
		return types.Unsafe, nil
	}
	s := l.load(p)
	return s.types, s.err
}

// load parses and checks package p and what it imports, or returns what it found before.
func (l *library) load(p string) *stub {
	if s := l.packages[p]; s != nil {
		return s
	}
	s := &stub{path: p}
	if slices.Contains(l.busy, p) {
		s.err = fmt.Errorf("import cycle through %s", p)
		return s
	}
	l.busy = append(l.busy, p)
	defer func() { l.busy = l.busy[:len(l.busy)-1] }()

	s.err = l.parse(s)
	if s.err == nil {
		s.info = newInfo()
		conf := types.Config{Importer: l, GoVersion: goVersion, Sizes: sizes}
		s.types, s.err = conf.Check(p, l.fset, s.files, s.info)
	}
	if s.err == nil {
		s.outline = newOutline(s)
		s.indexes = map[*token.File]*stmtIndex{}
	}
	l.packages[p] = s
	return s
}

// parse reads the files of s.path, a directory of the file system.
func (l *library) parse(s *stub) error {
	entries, err := fs.ReadDir(l.fsys, s.path)
	if err != nil || !fs.ValidPath(s.path) {
		return notModelled{s.path}
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(l.fsys, path.Join(s.path, name))
		if err != nil {
			return err
		}
		if !isStub(string(text)) {
			continue
		}
		f, err := parser.ParseFile(l.fset, s.path+"/"+name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s.files = append(s.files, f)
		s.texts = append(s.texts, string(text))
		for _, spec := range f.Imports {
			s.deps = append(s.deps, strings.Trim(spec.Path.Value, `"`))
		}
	}
	if len(s.files) == 0 {
		return notModelled{s.path}
	}
	slices.Sort(s.deps)
	s.deps = slices.Compact(s.deps)
	return nil
}

// isStub reports whether a file's build constraint asks for tag gopherscope, as all of the
// library's files do: the go command passes them over.
func isStub(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if expr, err := constraint.Parse(line); err == nil {
			return expr.Eval(func(tag string) bool { return tag == "gopherscope" })
		}
		if strings.HasPrefix(line, "package ") {
			break
		}
	}
	return false
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}
