package program

import (
	"os"
	"testing"

	"gopherscope/sim/std"
)

// BenchmarkReload loads a program as the window does after an edit: the library's packages
// have been checked before.
func BenchmarkReload(b *testing.B) {
	for _, name := range []string{"println.go", "fmt.go"} {
		src := map[string]string{
			"println.go": "package main\n\nfunc main() { println(1) }\n",
			"fmt.go":     "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(1) }\n",
		}[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, errs := Load(name, []byte(src), Options{Std: std.FS}); errs != nil {
					b.Fatal(errs)
				}
			}
		})
	}
	src, err := os.ReadFile("../testdata/lang/life.go")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("life.go", func(b *testing.B) {
		for b.Loop() {
			if _, errs := Load("life.go", src, Options{Std: std.FS}); errs != nil {
				b.Fatal(errs)
			}
		}
	})
}
