//go:build ignore

// Genapi writes api.txt: the packages of Go's library, and the exported names of those
// that have a stub, with methods and fields as Type.Name.
package main

import (
	"bytes"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"log"
	"os"
	"os/exec"
	"slices"
	"strings"
)

func main() {
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		log.Fatal(err)
	}
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	var b bytes.Buffer
	for _, path := range strings.Fields(string(out)) {
		if strings.HasPrefix(path, "vendor/") || slices.Contains(strings.Split(path, "/"), "internal") {
			continue
		}
		b.WriteString(path)
		if _, err := os.Stat(path); err == nil && hasFiles(path) {
			p, err := imp.Import(path)
			if err != nil {
				log.Fatal(err)
			}
			for _, name := range names(p) {
				b.WriteString(" " + name)
			}
		}
		b.WriteByte('\n')
	}
	if err := os.WriteFile("api.txt", b.Bytes(), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Println(b.Len(), "bytes")
}

func hasFiles(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !e.IsDir() })
}

// names returns the exported names of a package in order.
func names(p *types.Package) []string {
	var list []string
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		list = append(list, name)
		t, ok := o.(*types.TypeName)
		if !ok || t.IsAlias() {
			continue
		}
		set := types.NewMethodSet(types.NewPointer(t.Type()))
		if types.IsInterface(t.Type()) {
			set = types.NewMethodSet(t.Type())
		}
		for sel := range set.Methods() {
			if sel.Obj().Exported() {
				list = append(list, name+"."+sel.Obj().Name())
			}
		}
		if s, ok := t.Type().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				if f.Exported() {
					list = append(list, name+"."+f.Name())
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
