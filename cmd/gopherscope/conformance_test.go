package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gopherscope/scenarios"
)

var native = flag.Bool("native", false, "hold the recorded expectations against the real toolchain")

// head returns what a test can compare of standard error: of a death, the text before the
// traceback, without what the hardware says.
func head(stderr string) string {
	var b strings.Builder
	died := false
	for line := range strings.Lines(stderr) {
		switch {
		case died && line == "\n":
			return b.String()
		case strings.HasPrefix(line, "[signal "):
			continue
		case strings.HasPrefix(line, "panic: "), strings.HasPrefix(line, "fatal error: "):
			died = true
		}
		b.WriteString(line)
	}
	return b.String()
}

// recorded reads the expectation beside a program.
func recorded(t *testing.T, file string) (want ending) {
	t.Helper()
	archive, err := txtar.ParseFile(strings.TrimSuffix(file, ".go") + ".want")
	if err != nil {
		t.Fatal(err)
	}
	return recordedIn(archive)
}

// recordedIn returns the expectation in an archive.
func recordedIn(archive *txtar.Archive) (want ending) {
	for _, f := range archive.Files {
		switch f.Name {
		case "stdout":
			want.stdout = string(f.Data)
		case "stderr":
			want.stderr = string(f.Data)
		case "exit":
			fmt.Sscan(string(f.Data), &want.status)
		}
	}
	return want
}

// realGo builds the program at path with the Go toolchain and runs it with one P.
func realGo(t *testing.T, path string, flags ...string) (run func() ending) {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "program")
	build := exec.Command("go", slices.Concat([]string{"build", "-o", exe}, flags, []string{path})...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", path, err, out)
	}
	return func() ending {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, exe)
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOTRACEBACK=single", "GODEBUG=")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
			t.Fatalf("run %s: %v", path, err)
		}
		return ending{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
	}
}

// Each program ends here, with one P, as it ended under the real toolchain when its
// expectation was recorded. With -native the record itself is held against the toolchain.
func TestRecordedPrograms(t *testing.T) {
	for _, dir := range []string{"rows", "lang"} {
		files, err := filepath.Glob(filepath.Join(root, "sim", "testdata", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no programs in %s: %v", dir, err)
		}
		for _, file := range files {
			t.Run(dir+"/"+strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
				want := recorded(t, file)
				if *native {
					run := realGo(t, file)
					const runs = 5
					right := 0
					var other ending
					for range runs {
						got := run()
						got.stderr = head(got.stderr)
						if got == want {
							right++
						} else {
							other = got
						}
					}
					if right <= runs/2 { // a busy system may interrupt a run anywhere
						t.Errorf("the toolchain, %d times of %d\ngot\n%v\nwant\n%v", runs-right, runs, other, want)
					}
					return
				}
				got := scope("", nil, "run", "--procs", "1", file)
				got.stderr = head(got.stderr)
				if got != want {
					t.Errorf("got\n%v\nwant\n%v", got, want)
				}
			})
		}
	}
}

// A lesson prints and ends with one P as the real toolchain has it, and is what its wants say
// with any number.
func TestLessons(t *testing.T) {
	_, missing := exec.LookPath("go")
	for _, info := range scenarios.List() {
		t.Run(info.Name, func(t *testing.T) {
			name, file := info.Name, filepath.Join(root, "scenarios", info.Name, "main.go")
			if info.Name == "million" && !*million {
				text, crowd := millionText(t)
				t.Logf("a crowd of %d; a million with -million", crowd)
				file = filepath.Join(t.TempDir(), "main.go")
				if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
				name = file
			}
			for _, procs := range []string{"1", "2", "4", "16"} {
				got := scope("", nil, "check", "--procs", procs, name)
				if want := (ending{stdout: "ok " + name + "\n"}); got != want {
					t.Errorf("check with %s Ps: got\n%v", procs, got)
				}
			}
			if missing != nil {
				skip(t, "no Go toolchain to compare with: %v", missing)
			}
			got := scope("", nil, "run", "--procs", "1", name)
			got.stderr = head(got.stderr)
			run := realGo(t, file)
			var want ending
			for range 3 { // a busy host may take the P away in a system call
				want = run()
				want.stderr = head(want.stderr)
				if got == want {
					return
				}
			}
			t.Errorf("got\n%v\nthe toolchain\n%v", got, want)
		})
	}
}

var million = flag.Bool("million", false, "run the lesson million with a million goroutines, in up to 3 GB")

// millionText is the lesson million and how many goroutines it has: a million only if the flag
// asks for them.
func millionText(t *testing.T) (text string, crowd int) {
	t.Helper()
	src, err := scenarios.Read("million", nil)
	if err != nil {
		t.Fatal(err)
	}
	if *million {
		return string(src.Text), 1_000_000
	}
	text = strings.NewReplacer("1_000_000", "20_000", "1000001 goroutines", "20001 goroutines").Replace(string(src.Text))
	if strings.Count(text, "20_000") != 1 || strings.Count(text, "20001 goroutines") != 1 {
		t.Fatal("the lesson million does not say how many it has as it did")
	}
	return text, 20_000
}

// skip ends a test that cannot run here; on the integration server that is a failure.
func skip(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("GOPHERSCOPE_CI") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
