package program

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gopherscope/sim/code"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// smallLibrary is as much of a library as programs need that import nothing, so that the
// golden files do not change with sim/std.
var smallLibrary = &fstest.MapFS{
	"runtime/runtime.go": {Data: []byte(`//go:build gopherscope

package runtime

func printlock()
func printunlock()
func printint(v int64)
func printstring(s string)
func printsp()
func printnl()
func panicIndex(i, n int)
`)},
}

// TestLower compares the code of small functions with what a person found good. A file is a
// Go file, and the code of those of its functions that do not begin with main.main.
func TestLower(t *testing.T) {
	files, err := filepath.Glob("testdata/lower/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			prog, errs := Load("p.go", ar.Files[0].Data, Options{Std: smallLibrary})
			if errs != nil {
				t.Fatal(errs)
			}
			for _, err := range prog.Verify() {
				t.Error(err)
			}
			var b strings.Builder
			for i := range prog.Funcs {
				if f := &prog.Funcs[i]; strings.HasPrefix(f.Name, "main.") && !strings.HasPrefix(f.Name, "main.main") && f.Name != "main.init" {
					b.WriteString(prog.Disassemble(code.FuncID(i)))
				}
			}
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "code", Data: []byte(b.String())})
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || string(ar.Files[1].Data) != b.String() {
				t.Errorf("code differs from %s (go test -run TestLower -update rewrites it):\n%s", file, b.String())
			}
		})
	}
}
