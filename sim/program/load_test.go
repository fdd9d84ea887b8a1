package program

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim/std"
)

func TestMain(m *testing.M) {
	debugPanics = true
	os.Exit(m.Run())
}

// TestLoadCorpus loads every program of the corpus; none may have a fault.
func TestLoadCorpus(t *testing.T) {
	for _, pattern := range []string{"../testdata/lang/*.go", "../testdata/rows/*.go", "../../scenarios/*/main.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("glob %s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
				src, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				prog, errs := Load(filepath.Base(file), src, Options{Std: std.FS})
				if errs != nil && strings.Contains(errs[0].Msg, "not in std") && os.Getenv("GOPHERSCOPE_CI") != "1" {
					t.Skip("imports a package that the library does not have yet:", errs[0].Msg)
				}
				if errs != nil {
					t.Fatal(errs)
				}
				for _, err := range prog.Verify() {
					t.Error(err)
				}
			})
		}
	}
}

// corpus returns the programs of the language corpus.
func corpus(tb testing.TB) []string {
	files, err := filepath.Glob("../testdata/lang/*.go")
	if err != nil || len(files) == 0 {
		tb.Fatalf("%d programs, %v", len(files), err)
	}
	var list []string
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, string(src))
	}
	return list
}
