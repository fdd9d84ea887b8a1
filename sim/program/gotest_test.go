package program

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim/std"
)

// TestLoadGoTests loads the programs of the Go tree's own test directory that are meant to
// be run, a tenth of them in short form. A program may import what is not modelled; apart
// from that a fault is one of the loader's, unless it stands in the list below.
func TestLoadGoTests(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, pattern := range []string{"*.go", "*/*.go"} {
		list, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "test", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	if len(files) == 0 {
		if os.Getenv("GOPHERSCOPE_CI") == "1" {
			t.Fatal("the Go tree has no test directory")
		}
		t.Skip("the Go tree has no test directory")
	}
	var loaded, refused, run int
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if first, _, _ := bytes.Cut(src, []byte("\n")); string(bytes.TrimSpace(first)) != "// run" {
			continue
		}
		if run++; testing.Short() && run%10 != 0 {
			continue
		}
		name := filepath.Join(filepath.Base(filepath.Dir(file)), filepath.Base(file))
		prog, errs := Load(name, src, Options{Std: std.FS})
		if errs == nil {
			loaded++
			for _, err := range prog.Verify() {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		refused++
		if !isExpected(errs[0]) {
			t.Errorf("%v", errs[0])
		}
	}
	t.Logf("%d loaded, %d refused", loaded, refused)
	if loaded < 4*refused {
		t.Errorf("%d loaded, %d refused: fewer than four of five", loaded, refused)
	}
}

// isExpected reports whether the loader may say so of a correct program.
func isExpected(e Error) bool {
	for _, text := range []string{
		"not modelled", "is not in std", "not allowed", // what it imports
		"larger than the machine's memory", "too large for the machine", "the file has", // what it needs
		"undefined", // runtime's and reflect's inner life
	} {
		if strings.Contains(e.Msg, text) {
			return true
		}
	}
	return false
}
