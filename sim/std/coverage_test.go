package std

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leastCased is the share of the library's exported functions and methods that the cases must
// call or name.
const leastCased = 0.76

// TestEveryFunctionHasACase looks in the cases, which are run here and on the machine, for each
// exported function and method of the library, and names those that none mentions.
func TestEveryFunctionHasACase(t *testing.T) {
	names, err := filepath.Glob("cases_*_test.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	l := load(t)
	conf := types.Config{Importer: l}
	if _, err := conf.Check("cases", fset, files, info); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	use := func(obj types.Object) {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Pkg() == nil {
			return
		}
		used[qualified(fn.Origin())] = true
	}
	for _, obj := range info.Uses {
		use(obj)
	}
	for _, sel := range info.Selections {
		use(sel.Obj())
	}

	all, cased := 0, 0
	for _, path := range packages(t) {
		if strings.Contains(path, "internal/") || strings.HasPrefix(path, "internal") {
			continue
		}
		var missing []string
		count := func(fn *types.Func) {
			all++
			if name := qualified(fn); used[name] {
				cased++
			} else {
				missing = append(missing, strings.TrimPrefix(name, path+"."))
			}
		}
		scope := l.pkgs[path].Scope()
		for _, name := range scope.Names() {
			obj := scope.Lookup(name)
			if !obj.Exported() {
				continue
			}
			switch obj := obj.(type) {
			case *types.Func:
				count(obj)
			case *types.TypeName:
				if named, ok := obj.Type().(*types.Named); ok && !obj.IsAlias() && !types.IsInterface(named) {
					for m := range named.Methods() {
						if m.Exported() {
							count(m)
						}
					}
				}
			}
		}
		if slices.Sort(missing); len(missing) > 0 {
			t.Logf("%s: no case of %s", path, strings.Join(missing, " "))
		}
	}
	t.Logf("cases mention %d of %d functions and methods (%.1f %%)", cased, all, 100*float64(cased)/float64(all))
	if share := float64(cased) / float64(all); share < leastCased {
		t.Errorf("cases mention %.1f %% of the library's functions, less than %.0f", 100*share, 100*leastCased)
	}
}

// qualified returns a function's name with its package and, of a method, its type.
func qualified(fn *types.Func) string {
	name := fn.Pkg().Path() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if named, ok := t.(*types.Named); ok {
			name += named.Obj().Name() + "."
		}
	}
	return name + fn.Name()
}
