package std

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os/exec"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A library parses and checks the stubs, each once.
type library struct {
	fset  *token.FileSet
	pkgs  map[string]*types.Package
	bare  map[string]*types.Func // functions without a body, by qualified name
	files map[string][]*ast.File
}

func newLibrary() *library {
	return &library{token.NewFileSet(), map[string]*types.Package{"unsafe": types.Unsafe}, map[string]*types.Func{}, map[string][]*ast.File{}}
}

// Import implements types.Importer.
func (l *library) Import(name string) (*types.Package, error) {
	if p := l.pkgs[name]; p != nil {
		return p, nil
	}
	entries, err := fs.ReadDir(FS, name)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		src, err := fs.ReadFile(FS, path.Join(name, e.Name()))
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(string(src), "//go:build gopherscope\n") {
			return nil, fmt.Errorf("%s/%s does not begin with its build constraint", name, e.Name())
		}
		f, err := parser.ParseFile(l.fset, path.Join(name, e.Name()), src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: l, GoVersion: "go1.26", Sizes: types.SizesFor("gc", "amd64")}
	p, err := conf.Check(name, l.fset, files, info)
	if err != nil {
		return nil, err
	}
	l.pkgs[name], l.files[name] = p, files
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body == nil {
				fn := info.Defs[d.Name].(*types.Func)
				native := name + "." + fn.Name()
				if recv := fn.Signature().Recv(); recv != nil {
					named := recv.Type().(*types.Pointer).Elem().(*types.Named)
					native = name + "." + named.Obj().Name() + "." + fn.Name()
				}
				l.bare[native] = fn
			}
		}
	}
	return p, nil
}

// packages returns the import paths of all stubs.
func packages(t *testing.T) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".go") && !slices.Contains(list, path.Dir(name)) {
			list = append(list, path.Dir(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func load(t *testing.T) *library {
	t.Helper()
	l := newLibrary()
	for _, name := range packages(t) {
		if _, err := l.Import(name); err != nil {
			t.Errorf("package %s: %v", name, err)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return l
}

func TestEveryNativeHasAHost(t *testing.T) {
	l := load(t)
	for name := range l.bare {
		_, native := Natives[name]
		does, intrinsic := Intrinsics[name]
		switch {
		case native && intrinsic:
			t.Errorf("%s is in both tables", name)
		case !native && !intrinsic:
			t.Errorf("%s is in neither table", name)
		case intrinsic && does.Doc == "":
			t.Errorf("%s has no description", name)
		}
	}
	for name := range Natives {
		if l.bare[name] == nil {
			t.Errorf("Natives has %s, which no stub declares", name)
		}
	}
	for name := range Intrinsics {
		if l.bare[name] == nil {
			t.Errorf("Intrinsics has %s, which no stub declares", name)
		}
	}
}

func TestNativesHaveTheirStubsSignature(t *testing.T) {
	l := load(t)
	for name, f := range Natives {
		fn := l.bare[name]
		if fn == nil {
			continue
		}
		sig := fn.Signature()
		host := reflect.TypeOf(f)
		want, got := shape(t, sig.Params())+" -> "+shape(t, sig.Results()), hostShape(host)
		if want != got {
			t.Errorf("%s: the stub says %s, the host %s", name, want, got)
		}
	}
}

// shape lists the underlying types of a tuple.
func shape(t *testing.T, tuple *types.Tuple) string {
	var list []string
	for v := range tuple.Variables() {
		name := v.Type().Underlying().String()
		if s, ok := v.Type().Underlying().(*types.Slice); ok {
			name = "[]" + s.Elem().Underlying().String()
		}
		list = append(list, name)
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.Join(list, ","), "byte", "uint8"), "rune", "int32")
}

// hostShape is shape for a host function; only plain types may occur.
func hostShape(f reflect.Type) string {
	var params, results []string
	for p := range f.Ins() {
		params = append(params, plain(p))
	}
	for r := range f.Outs() {
		results = append(results, plain(r))
	}
	return strings.Join(params, ",") + " -> " + strings.Join(results, ",")
}

func plain(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		if k := t.Elem().Kind(); k == reflect.Uint8 || k == reflect.String || k == reflect.Uint {
			return "[]" + t.Elem().Kind().String()
		}
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.String:
		return t.Kind().String()
	}
	return "not plain: " + t.String()
}

// internal reports whether only the library itself may import a package.
func internal(path string) bool { return slices.Contains(strings.Split(path, "/"), "internal") }

// TestStubsHaveOnlyWhatGoHas holds the stubs' exported names against those of Go's library,
// and logs how many are missing.
func TestStubsHaveOnlyWhatGoHas(t *testing.T) {
	l := load(t)
	for _, path := range packages(t) {
		if internal(path) || strings.Contains(path, ".") {
			continue
		}
		if !Exists(path, "") {
			t.Errorf("package %s does not exist in Go", path)
		}
		have := map[string]bool{}
		for _, name := range exported(l.pkgs[path]) {
			have[name] = true
			if !Exists(path, name) {
				t.Errorf("%s.%s does not exist in Go", path, name)
			}
		}
		var missing []string
		for name := range api()[path] {
			if !have[name] {
				missing = append(missing, name)
			}
		}
		slices.Sort(missing)
		n := len(missing)
		if path == "syscall" {
			missing = append(missing[:0:0], "what would call a system")
		}
		t.Logf("%s: %d of %d names; missing %s", path, len(have), len(have)+n, strings.Join(missing, " "))
	}
}

// exported returns the exported names of a package, with methods and fields as Type.Name.
func exported(p *types.Package) []string {
	var list []string
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		list = append(list, name)
		tn, ok := o.(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		recv := tn.Type()
		if !types.IsInterface(recv) {
			recv = types.NewPointer(recv)
		}
		for sel := range types.NewMethodSet(recv).Methods() {
			if sel.Obj().Exported() {
				list = append(list, name+"."+sel.Obj().Name())
			}
		}
		if s, ok := tn.Type().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				if f.Exported() {
					list = append(list, name+"."+f.Name())
				}
			}
		}
	}
	return list
}

// A program links package os exactly where a Go program does: that brings a goroutine of the
// runtime's with it, and so other numbers for all that follow.
func TestOSIsLinkedAsInGo(t *testing.T) {
	lib := load(t)
	var links func(p *types.Package) bool
	links = func(p *types.Package) bool {
		return p.Path() == "os" || slices.ContainsFunc(p.Imports(), links)
	}
	for _, name := range packages(t) {
		if strings.HasPrefix(name, "golang.org/") || internal(name) {
			continue
		}
		out, err := exec.Command("go", "list", "-deps", name).Output()
		if err != nil {
			t.Fatalf("go list %s: %v", name, err)
		}
		p, err := lib.Import(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := slices.Contains(strings.Fields(string(out)), "os"); links(p) != want {
			t.Errorf("%s links os: %v, in Go %v", name, links(p), want)
		}
	}
}
