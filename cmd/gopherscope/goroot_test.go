package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var gorootTests = flag.String("goroot", "/chan/", "run the programs of the Go project's own test folder whose path contains this text (all: .go)")

// The Go project's own test programs that run by themselves do so here, and print what they
// are recorded to print. All of them take minutes: go test -run Goroot -goroot .go
func TestGoroot(t *testing.T) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		skip(t, "no Go toolchain: %v", err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "test")
	if _, err := os.Stat(dir); err != nil {
		t.Logf("this Go comes without its tests; the corpus of sim/testdata/lang has to do: %v", err)
		return
	}
	counts := map[string]int{}
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || !strings.Contains(file, *gorootTests) {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if first, _, _ := strings.Cut(string(text), "\n"); strings.TrimSpace(first) != "// run" {
			return nil
		}
		name, _ := filepath.Rel(dir, file)
		t.Run(name, func(t *testing.T) {
			want := ""
			if text, err := os.ReadFile(strings.TrimSuffix(file, ".go") + ".out"); err == nil {
				want = string(text)
			}
			verdict, say := judge(file, want)
			counts[verdict]++
			switch verdict {
			case "ok":
			case "not modelled":
				t.Log(say)
			default:
				t.Errorf("%s: %s", verdict, say)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(counts)
}

// judge runs a program and says how that went.
func judge(file, want string) (verdict, say string) {
	defer func() {
		if r := recover(); r != nil {
			verdict, say = "host panic", fmt.Sprint(r)
		}
	}()
	began := time.Now()
	got := scope("", nil, "run", "--procs", "1", "--until", "300ms", file)
	took := time.Since(began)
	first, _, _ := strings.Cut(got.stderr, "\n")
	switch {
	case strings.Contains(got.stderr, "modelled"):
		return "not modelled", first
	case got.status == 1 && strings.Contains(got.stderr, "given up"):
		return "given up", took.String()
	case got.status == 1 && strings.HasPrefix(first, file):
		return "refused", fmt.Sprintf("%.600s", got.stderr)
	case got.status != 0:
		return "died", fmt.Sprintf("status %d, %.600s", got.status, got.stderr)
	case got.stdout+got.stderr != want:
		return "printed otherwise", fmt.Sprintf("got\n%.600s\nwant\n%.600s", got.stdout+got.stderr, want)
	case took > 30*time.Second:
		return "slow", took.String()
	}
	return "ok", ""
}
