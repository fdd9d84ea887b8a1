package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gopherscope/render/paint/painttest"
)

// What differs between two runs of a death, or between a compiler that inlines and one that
// does not, or is the runtime's own, and is not compared. The patterns are applied in order.
var deathNoise = []struct{ pattern, plain string }{
	{`(?m)^(goroutine \d+) gp=0x[0-9a-f]+ m=\S+ (mp=0x[0-9a-f]+ )?`, "$1 "},                            // threads
	{`(?m)(:\d+)( \+0x[0-9a-f]+)?( fp=0x[0-9a-f]+ sp=0x[0-9a-f]+ pc=0x[0-9a-f]+)?$`, "$1"},             // offsets
	{`(?m)^(\S.*)\(.*\)\n\t(\S+:\d+)$`, "$1()\n\t$2"},                                                  // arguments
	{`(?m)^\t(?:[^\s:]*/)?(main\.go:\d+)$`, "\t$1"},                                                    // the program's folder
	{`(?m)^(created by )?runtime\.(\(\*)?[a-z].*\n\t\S+\n`, ""},                                        // the runtime's own frames
	{`(?m)^goroutine \d+ \[(force gc|GC sweep|GC scavenge|GOMAXPROCS|runnable|finalizer).*\n\n?$`, ""}, // … and goroutines
	{`\n\n\n+`, "\n\n"}, {`\n\n+$`, "\n"}, //
	{`\bpc=0x[0-9a-f]+`, "pc=?"},                                 //
	{`\) 0x[0-9a-f]+`, ") 0x?"},                                  // addresses of values
	{`(?m)^runtime: sp=.*$`, "runtime: sp=? stack=?"},            //
	{`(?m)^\.\.\.\d{5,} frames elided`, "...many frames elided"}, // of a stack without end
}

// plainDeath takes from what a program wrote to standard error what is not compared.
func plainDeath(stderr string) string {
	for _, n := range deathNoise {
		stderr = regexp.MustCompile(n.pattern).ReplaceAllString(stderr, n.plain)
	}
	return stderr
}

// nativeDeath builds and runs a program with the Go toolchain and one P.
func nativeDeath(t *testing.T, file string, flags ...string) ending {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	e := realGo(t, file, flags...)()
	e.stderr = strings.ReplaceAll(e.stderr, strings.TrimSpace(string(goroot))+"/src/", "/usr/local/go/src/")
	return e
}

// TestDeaths holds all that programs leave behind, to the letter, against what the real
// toolchain made of them: texts, tracebacks with functions, files and lines, the exit status.
// With -native the records are held against the toolchain, and with -update made anew.
func TestDeaths(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "sim", "testdata", "death", "*.txtar"))
	if err != nil || len(files) < 60 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil || len(ar.Files) == 0 || ar.Files[0].Name != "main.go" {
				t.Fatalf("%s is not a death: %v", file, err)
			}
			path := filepath.Join(t.TempDir(), "main.go")
			if err := os.WriteFile(path, ar.Files[0].Data, 0o666); err != nil {
				t.Fatal(err)
			}
			var got ending
			if *native {
				var flags []string
				if strings.Contains(string(ar.Comment), "without inlining") {
					flags = append(flags, "-gcflags=-l")
				}
				got = nativeDeath(t, path, flags...)
			} else {
				got = scope("", nil, "run", "--procs", "1", path)
			}
			got.stderr = plainDeath(got.stderr)
			if *native && *painttest.Update {
				ar.Files = ar.Files[:1]
				add := func(name, text string) {
					if text != "" {
						ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(text)})
					}
				}
				add("stdout", got.stdout)
				add("stderr", got.stderr)
				add("exit", fmt.Sprintln(got.status))
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := recordedIn(ar); got != want {
				t.Errorf("got\n%v\nwant\n%v", got, want)
			}
		})
	}
}
