//go:build ignore

// Genlines writes lines.txt: where in Go's library the functions stand that have a stub of
// the same name, and the calls in them. A line is the function's name as tracebacks print
// it, its file and line, and for each name that it calls the lines of those calls; * stands
// for calls of function values, go for go statements, [ for slice
// expressions, which may be out of range.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// own are functions of package runtime that tracebacks show, or that stubs are named after.
var own = []string{"runtime.gopanic", "runtime.Goexit", "runtime.throw", "runtime.preprintpanics", "runtime.preprintpanics.func1", "runtime.main", "runtime.newstack", "time.goFunc"}

func main() {
	log.SetFlags(0)
	stubs := map[string]bool{}
	for _, name := range own {
		stubs[name] = true
	}
	var dirs []string
	err := fs.WalkDir(os.DirFS("."), ".", func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		if dir == "." || len(files) == 0 {
			return nil
		}
		dirs = append(dirs, dir)
		for _, file := range files {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			each(f, dir, func(name string, _ ast.Node, _ *ast.BlockStmt) { stubs[name] = true })
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	var lines []string
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil)
	for _, dir := range dirs {
		p, err := build.Default.Import(dir, "", 0)
		if err != nil || !p.Goroot {
			continue // a package of the machine's own
		}
		var files []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				log.Fatal(err)
			}
			files = append(files, f)
		}
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}}
		conf := types.Config{Importer: imp, FakeImportC: true, Sizes: types.SizesFor("gc", "amd64"), Error: func(error) {}}
		conf.Check(dir, fset, files, info) // what it cannot check has no calls
		for _, f := range files {
			links := linknames(f)
			each(f, dir, func(name string, at ast.Node, body *ast.BlockStmt) {
				if link := links[strings.TrimPrefix(name, dir+".")]; link != "" && stubs[link] {
					name = link
				}
				if stubs[name] && body != nil {
					lines = append(lines, row(fset, p.Dir, dir, name, at, body, info))
				}
			})
		}
	}
	slices.Sort(lines)
	text := strings.Join(slices.Compact(lines), "")
	if err := os.WriteFile("lines.txt", []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(lines), "functions,", len(text), "bytes")
}

// each calls do with the name of each function and function literal of a file.
func each(f *ast.File, pkg string, do func(name string, at ast.Node, body *ast.BlockStmt)) {
	for _, d := range f.Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok || d.Name.Name == "_" || d.Name.Name == "init" {
			continue
		}
		name := pkg + "." + d.Name.Name
		if d.Recv != nil {
			name = pkg + "." + receiver(d.Recv.List[0].Type) + "." + d.Name.Name
		} else if d.Type.TypeParams != nil {
			name += "[...]"
		}
		do(name, d, d.Body)
		if d.Body != nil {
			literals(d.Body, name+".func", do)
		}
	}
}

// literals calls do with the function literals in body, which are numbered in their order.
func literals(body ast.Node, prefix string, do func(name string, at ast.Node, body *ast.BlockStmt)) {
	n := 0
	ast.Inspect(body, func(node ast.Node) bool {
		lit, ok := node.(*ast.FuncLit)
		if !ok {
			return true
		}
		n++
		name := prefix + strconv.Itoa(n)
		do(name, lit, lit.Body)
		literals(lit.Body, name+".", do)
		return false
	})
}

func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "(*" + receiver(t.X) + ")"
	case *ast.IndexExpr:
		return receiver(t.X) + "[...]"
	case *ast.IndexListExpr:
		return receiver(t.X) + "[...]"
	case *ast.Ident:
		return t.Name
	}
	return "?"
}

// linknames returns what a file's functions are called elsewhere.
func linknames(f *ast.File) map[string]string {
	links := map[string]string{}
	for _, group := range f.Comments {
		for _, c := range group.List {
			if words := strings.Fields(c.Text); len(words) == 3 && words[0] == "//go:linkname" {
				links[words[1]] = words[2]
			}
		}
	}
	return links
}

// row writes the line of one function.
func row(fset *token.FileSet, dir, pkg, name string, at ast.Node, body *ast.BlockStmt, info *types.Info) string {
	calls := map[string][]int{}
	var keys []string
	add := func(key string, at token.Pos) {
		if calls[key] == nil {
			keys = append(keys, key)
		}
		calls[key] = append(calls[key], fset.Position(at).Line)
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			key := callee(n, info)
			if key == "" {
				return true
			}
			at := n.Lparen // of a call over several lines, the name's
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
				at = sel.Sel.Pos()
			}
			add(key, at)
		case *ast.GoStmt:
			add("go", n.Go)
		case *ast.SliceExpr:
			add("[", n.Lbrack)
		}
		return true
	})
	pos := fset.Position(at.Pos())
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s:%d", name, path.Join(pkg, filepath.Base(pos.Filename)), pos.Line)
	for _, key := range keys {
		slices.Sort(calls[key])
		var list []string
		for _, line := range slices.Compact(calls[key]) {
			list = append(list, strconv.Itoa(line))
		}
		fmt.Fprintf(&b, " %s:%s", key, strings.Join(list, ","))
	}
	return b.String() + "\n"
}

// callee returns the name that a call calls: of a function or method, * of a function value,
// nothing of a conversion or of a builtin function other than panic.
func callee(c *ast.CallExpr, info *types.Info) string {
	fun := ast.Unparen(c.Fun)
	if tv, ok := info.Types[fun]; ok && tv.IsType() {
		return ""
	}
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	var id *ast.Ident
	switch x := fun.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	case *ast.FuncLit:
		return ""
	default:
		return "*"
	}
	switch o := info.Uses[id].(type) {
	case *types.Func:
		return o.Name()
	case *types.Builtin:
		if o.Name() == "panic" {
			return "panic"
		}
		return ""
	case *types.Var:
		return "*"
	}
	return ""
}
